using System.Globalization;

namespace Sluice.Connectors.Tests.Fx.Source;

/// <summary>A clock that stands where the test puts it; timers are real.</summary>
internal sealed class FixedTime(string now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = DateTimeOffset.Parse(now, CultureInfo.InvariantCulture);

    public override DateTimeOffset GetUtcNow() => Now;
}
