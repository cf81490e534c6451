namespace Sluice.Oracle.Facts;

/// <summary>All reports by identity (client_id, report_id), each with the contents of its highest revision.</summary>
internal sealed class ReportBook
{
    private readonly Dictionary<(string Client, string Report), ReportVersion> _highest = [];

    // The other contents of the same highest revision; an identity found here is in conflict.
    private readonly Dictionary<(string Client, string Report), HashSet<ReportVersion>> _rivals = [];

    public void Add(ReportVersion version)
    {
        var identity = (version.ClientId, version.ReportId);
        if (!_highest.TryGetValue(identity, out var known) || version.Revision > known.Revision)
        {
            _highest[identity] = version;
            _rivals.Remove(identity);
            return;
        }
        if (version.Revision < known.Revision || version == known)
            return;
        if (!_rivals.TryGetValue(identity, out var rivals))
            _rivals[identity] = rivals = [];
        rivals.Add(version);
    }

    /// <summary>The reports that count: highest revision, not cancelled, not in conflict.</summary>
    public IEnumerable<ReportVersion> Live =>
        _highest.Where(pair => !pair.Value.Cancelled && !_rivals.ContainsKey(pair.Key)).Select(pair => pair.Value);

    /// <summary>Each conflict with all contents that contradict each other.</summary>
    public IEnumerable<IReadOnlyList<ReportVersion>> Conflicts =>
        _rivals.Select(pair => (IReadOnlyList<ReportVersion>)[_highest[pair.Key], .. pair.Value]);
}
