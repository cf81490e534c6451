namespace Sluice.Bench;
internal static class OpenMonthBench
{
    public static Task RunAsync(string path, BenchOptions options) => Task.CompletedTask;
}
internal static class OpenMonthChild
{
    public static Task RunAsync(string path, BenchOptions options) => Task.CompletedTask;
}
