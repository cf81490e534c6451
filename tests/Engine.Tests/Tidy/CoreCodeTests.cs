using Sluice.Engine.Tests.Tidy.Rules;
using Sluice.Engine.Tests.Tidy.Trees;

namespace Sluice.Engine.Tests.Tidy;

public class CoreCodeTests
{
    [Fact]
    public void The_core_reads_no_clock_and_no_chance() => CoreCode.ClockAndChance(Repository.Tree).ShouldBeEmpty();

    [Fact]
    public void The_core_holds_no_lock() => CoreCode.LocksHeld(Repository.Tree).ShouldBeEmpty();

    [Fact]
    public void Money_is_never_binary_floating_point() => CoreCode.FloatingMoney(Repository.Tree).ShouldBeEmpty();

    [Theory]
    [InlineData("var t = DateTime.Now;")]
    [InlineData("var t = DateTimeOffset.UtcNow;")]
    [InlineData("var t = DateTime.Today;")]
    [InlineData("long t = Environment.TickCount64;")]
    [InlineData("var t = Stopwatch.GetTimestamp();")]
    [InlineData("int n = Random.Shared.Next();")]
    [InlineData("var r = new Random();")]
    [InlineData("var id = Guid.NewGuid();")]
    [InlineData("Thread.Sleep(5);")]
    [InlineData("Thread.SpinWait(5);")]
    public void Clock_and_chance_are_found(string line)
    {
        CoreCode.ClockAndChance(Tree.Of(("engine/A.cs", "\n" + line), ("ops/A.cs", line))).ShouldBe([$"engine/A.cs:2 {line}"]);
        CoreCode.ClockAndChance(Tree.Of(("topology/A.cs", $"// {line}\nvar s = \"{line}\";"))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("lock (_gate)")]
    [InlineData("Monitor.Enter(_gate);")]
    [InlineData("private readonly Lock _gate = new Lock();")]
    [InlineData("private readonly ReaderWriterLockSlim _gate;")]
    public void Locks_are_found(string line) =>
        CoreCode.LocksHeld(Tree.Of(("topology/A.cs", line), ("engine/Testing/B.cs", line))).ShouldBe([$"topology/A.cs:1 {line}"]);

    [Theory]
    [InlineData("double price = 1;")]
    [InlineData("var p = (float)price;")]
    [InlineData("var p = 0.5;")]
    [InlineData("var p = 2d;")]
    [InlineData("var p = 1.5e3f;")]
    public void Floating_money_is_found(string line) =>
        CoreCode.FloatingMoney(Tree.Of(("topology/Money/A.cs", line), ("topology/Guard/A.cs", line))).ShouldBe([$"topology/Money/A.cs:1 {line}"]);

    [Fact]
    public void Decimal_and_hexadecimal_numbers_are_no_floating_money() =>
        CoreCode.FloatingMoney(Tree.Of(("topology/Money/A.cs", "var a = 0.5m + 1_000.25M + 0x1F + a[1..5] + 2;"))).ShouldBeEmpty();
}
