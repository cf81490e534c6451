namespace Sluice.Bench;
internal static class FreshnessBench
{
    public static Task RunAsync(string path, BenchOptions options) => Task.CompletedTask;
}
