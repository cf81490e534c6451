namespace Sluice.Bench;

/// <summary>Runs the benches asked for, each on a database of its own that goes afterwards.</summary>
internal static class Suite
{
    public static async Task<int> RunAsync(BenchOptions options)
    {
        if (options.Worker is not null)
        {
            await KafkaWorker.RunAsync(options);
            return 0;
        }

        if (options.Child is { } path)
        {
            await OpenMonthChild.RunAsync(path, options);
            return 0;
        }

        var folder = Directory.CreateTempSubdirectory("sluice-bench-");
        try
        {
            foreach (var bench in options.Benches)
            {
                var database = Path.Combine(folder.FullName, bench + ".db");
                await (bench switch
                {
                    "margin" => MarginBench.RunAsync(database, options),
                    "freshness" => FreshnessBench.RunAsync(database, options),
                    "postgres" => PostgresBench.RunAsync(database, options),
                    "kafka" => KafkaBench.RunAsync(options),
                    "rerun" => RerunBench.RunAsync(options),
                    "replay" => ReplayBench.RunAsync(database, options),
                    "repricing" => RepricingBench.RunAsync(database, options),
                    _ => OpenMonthBench.RunAsync(database, options),
                });
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return 0;
    }
}
