using System.Runtime.InteropServices;

namespace Sluice.Bench;

/// <summary>Prints figures with what they were measured on.</summary>
internal static class Report
{
    public static void Machine() =>
        Console.WriteLine($"{Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription.Trim()}, {RuntimeInformation.FrameworkDescription}; SQLite, WAL, synchronous=FULL; PostgreSQL, synchronous_commit=on");

    public static void Line(string text) => Console.WriteLine($"  {text}");

    public static void Head(string text) => Console.WriteLine($"\n{text}");
}
