using System.Globalization;
using Sluice.Bench;

// sluice bench [margin|freshness|repricing|rerun|replay|open-month|postgres] [--db-uri URI] [--reports N] [--rate N] [--seconds N] [--shards N] [--keep DIR]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var options = BenchOptions.Parse(args);
if (options is null)
{
    Console.Error.WriteLine(BenchOptions.Usage);
    return 2;
}

Report.Machine();
return await Suite.RunAsync(options);
