using System.Globalization;
using Sluice.Engine.Control;
using Sluice.Topology.Time;

namespace Sluice.Topology.Books.Sheets;

/// <summary>The reports of one client occupy more memory than those of a partition may, and cannot be divided.</summary>
public sealed class ShadowFullException(BusinessMonth month, string clientId, long bytes, long bytesMax) : CommandFailedException(
    $"{month} cannot be worked out anew: the reports of {clientId} take {Mebibytes(bytes)} MiB, and those of one partition may take {Mebibytes(bytesMax)} MiB. "
    + "Raise SLUICE_RERUN_MEMORY, which the partitions worked out at once share, where the worker runs")
{
    private static string Mebibytes(long bytes) => (bytes / (double)(1 << 20)).ToString("#,##0.0", CultureInfo.InvariantCulture);
}
