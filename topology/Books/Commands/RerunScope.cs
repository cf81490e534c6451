using Sluice.Topology.Time;

namespace Sluice.Topology.Books.Commands;

/// <summary>What a rerun touches of one month.</summary>
/// <param name="Clients">Whose documents are written, ordinal.</param>
/// <param name="HasProviders">Whether statements are issued and in scope.</param>
/// <param name="Read">Whose records are recomputed: of all closed clients where statements are.</param>
internal sealed record RerunScope(BusinessMonth Month, IReadOnlyList<string> Clients, bool HasProviders, IReadOnlySet<string> Read)
{
    /// <summary>The months of the window of which anything is closed for the parties.</summary>
    public static IReadOnlyList<RerunScope> Of(RerunOrder order, BookedState state) =>
        [.. order.Months.Select(month => Of(order, month, state)).Where(scope => scope.Clients.Count > 0 || scope.HasProviders)];

    /// <summary>
    /// The closings that the computation sees. Late records may move between the months of the window: none of these holds
    /// on to a record that the others are to take.
    /// </summary>
    public static Closings Seen(RerunOrder order, BookedState state, IReadOnlyList<RerunScope> months)
    {
        if (!order.IncludeLate)
        {
            return state.Closings;
        }

        var open = months.SelectMany(scope => scope.Read.Select(id => (id, scope.Month.Index))).ToHashSet();
        return state.Closings.Releasing(open);
    }

    private static RerunScope Of(RerunOrder order, BusinessMonth month, BookedState state)
    {
        var closed = state.Closings.Clients.Where(id => state.Closings.IsClosed(id, month.Index)).Order(StringComparer.Ordinal).ToList();
        var providers = order.HasProviders && state.Statements.Contains(month.ToString());
        List<string> clients = order.HasClients ? closed.FindAll(order.HasClient) : [];
        return new RerunScope(month, clients, providers, (providers ? closed : clients).ToHashSet(StringComparer.Ordinal));
    }
}
