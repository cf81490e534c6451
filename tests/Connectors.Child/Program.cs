using Sluice.Connectors.Child;

// A process for tests to kill: `own PATH` holds a database, `hammer PATH` writes to it and says what was acknowledged.
return args switch
{
    ["own", var path] => await Own.RunAsync(path),
    ["hammer", var path] => await Hammer.RunAsync(path),
    _ => 2,
};
