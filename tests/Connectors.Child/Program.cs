using Sluice.Connectors.Child;
using Sluice.Connectors.Child.Mock;

// A process for tests to kill: `own PATH [hammer]` holds a database as a session, `hammer PATH` writes to it and says what was acknowledged;
// `prepare URI SCHEMA` makes the tables of a store on PostgreSQL, `commit URI SCHEMA` commits to it until it is fenced.
// `mock` is a Kafka cluster without a disk.
return args switch
{
    ["own", var path, "hammer"] => await Own.HammerAsync(path),
    ["own", var path] => await Own.RunAsync(path),
    ["hammer", var path] => await Hammer.RunAsync(path),
    ["prepare", var uri, var schema] => await Prepare.RunAsync(uri, schema),
    ["commit", var uri, var schema] => await Committer.RunAsync(uri, schema),
    ["mock"] => await MockCluster.RunAsync(),
    _ => 2,
};
