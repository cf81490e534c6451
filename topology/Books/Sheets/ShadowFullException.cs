using System.Globalization;
using Sluice.Engine.Control;
using Sluice.Topology.Time;

namespace Sluice.Topology.Books.Sheets;

/// <summary>The reports of a month, or of the part of its clients that was asked for, occupy more memory than allowed.</summary>
public sealed class ShadowFullException(BusinessMonth month, int shard, long bytesMax) : CommandFailedException(
    $"{month} cannot be worked out anew: the reports of partition {shard} take more than {Mebibytes(bytesMax)} MiB, however its clients are divided. "
    + "Raise SLUICE_RERUN_MEMORY where the worker runs")
{
    private static string Mebibytes(long bytes) => (bytes >> 20).ToString("#,##0", CultureInfo.InvariantCulture);
}
