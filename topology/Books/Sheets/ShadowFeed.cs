using Sluice.Engine.Control;
using Sluice.Engine.Log;
using Sluice.Engine.Replay;
using Sluice.Topology.Billing.Margin;
using Sluice.Topology.Time;

namespace Sluice.Topology.Books.Sheets;

/// <summary>
/// Feeds a shard's reports to shadow months: from the log and, before what that holds, from the reports that the shard has
/// stored. One flow.
/// </summary>
/// <param name="told">Told of so many more records read; null for nobody.</param>
internal sealed class ShadowFeed(IWindows windows, BusinessMonth month, int shard, Action<int>? told = null)
{
    private const int TellEvery = 1 << 16;

    private readonly TopicPartition _source = new(FinanceTopics.Reports, shard);
    private readonly HashSet<int> _months = [month.Index];

    /// <summary>Reports below this offset came from the store; 0 where all came from the log.</summary>
    public long HeldFrom { get; private set; }

    /// <summary>A shadow that has taken all below an offset.</summary>
    /// <param name="begin">Makes an empty one; again where the log loses its beginning meanwhile.</param>
    /// <exception cref="WindowLostException">Neither the log nor the store holds all reports.</exception>
    public async Task<ShadowMonth> TakeAsync(Func<ShadowMonth> begin, long end, CancellationToken cancel)
    {
        while (true)
        {
            var (shadow, read) = (begin(), 0);
            try
            {
                if (HeldFrom > 0)
                {
                    var stored = new StoredReports(HeldFrom, shadow.Take);
                    await windows.LoadSegmentsAsync(_source, HeldFrom, (_, segment) => stored.Take(segment), cancel);
                }

                await windows.ReadWindowsAsync(_source.Topic, shard, _months, HeldFrom, end, Take, cancel);
                told?.Invoke(read % TellEvery);
                return shadow;
            }
            catch (WindowLostException lost) when (lost.HeldFrom > HeldFrom)
            {
                HeldFrom = lost.HeldFrom.Value;
            }

            void Take(in Record record)
            {
                shadow.Take(record);
                if (++read % TellEvery == 0)
                {
                    told?.Invoke(TellEvery);
                }
            }
        }
    }
}
