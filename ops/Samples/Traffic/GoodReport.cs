using Sluice.Samples.Market;

namespace Sluice.Samples.Traffic;

/// <summary>A good report as it goes out.</summary>
/// <param name="At">When it goes out; a late one was completed before.</param>
internal readonly record struct GoodReport(ReportDraft Draft, SampleRecord Record, SampleClient Client, Moment At);
