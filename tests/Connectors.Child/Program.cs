using Sluice.Connectors.Child;
using Sluice.Connectors.Child.Mock;

// A process for tests to kill: `own PATH [hammer]` holds a database as a session, `hammer PATH` writes to it and says what was acknowledged;
// `mock` is a Kafka cluster without a disk.
return args switch
{
    ["own", var path, "hammer"] => await Own.HammerAsync(path),
    ["own", var path] => await Own.RunAsync(path),
    ["hammer", var path] => await Hammer.RunAsync(path),
    ["mock"] => await MockCluster.RunAsync(),
    _ => 2,
};
