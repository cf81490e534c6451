namespace Sluice.Topology.Tests.Books.Histories;

/// <summary>Draws of a story.</summary>
internal static class Chance
{
    public static T Any<T>(this Random random, params IReadOnlyList<T> of) => of[random.Next(of.Count)];
}
