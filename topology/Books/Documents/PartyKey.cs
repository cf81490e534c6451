namespace Sluice.Topology.Books.Documents;

/// <summary>Whose account a document stands on: documents and notes of one party, month and currency are summed.</summary>
/// <param name="Type"><see cref="Client"/> or <see cref="Provider"/>.</param>
/// <param name="Month">As <c>YYYY-MM</c>.</param>
public readonly record struct PartyKey(string Type, string Id, string Month, string Currency)
{
    public const string Client = "client";
    public const string Provider = "provider";

    /// <summary>Clients first, then ids, months and currencies, all ordinal: the order in which numbers are given.</summary>
    public static IComparer<PartyKey> Order { get; } = Comparer<PartyKey>.Create(static (left, right) =>
    {
        var order = string.CompareOrdinal(left.Type, right.Type);
        order = order != 0 ? order : string.CompareOrdinal(left.Id, right.Id);
        order = order != 0 ? order : string.CompareOrdinal(left.Month, right.Month);
        return order != 0 ? order : string.CompareOrdinal(left.Currency, right.Currency);
    });

    public override string ToString() => $"{Type} {Id}";
}
