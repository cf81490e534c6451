namespace Sluice.Topology.Tests.Books.Histories;

/// <summary>
/// Random stories of closes, late records, revisions, rule changes, reruns and credit notes by hand, in any order. After
/// every step the books are held against the oracle and the laws.
/// </summary>
public sealed class HistoryTests
{
    private static int Histories => Environment.GetEnvironmentVariable("SLUICE_TEST_FULL") == "1" ? 20_000 : 1_000;

    [Fact]
    public void After_every_step_of_any_history_the_books_come_to_what_a_recomputation_does()
    {
        var (closes, reruns, notes, refusals, belated) = (0, 0, 0, 0, 0);
        for (var seed = 1; seed <= Histories; seed++)
        {
            var history = new History(seed);
            try
            {
                history.Run();
            }
            catch (Exception broken)
            {
                throw new InvalidOperationException($"history {seed}, after: {string.Join(" | ", history.Told)}", broken);
            }

            closes += history.Closes;
            reruns += history.Reruns;
            notes += history.Notes;
            refusals += history.Refusals;
            belated += history.Belated;
        }

        closes.ShouldBeGreaterThan(Histories, "most histories close a month");
        reruns.ShouldBeGreaterThan(Histories, "most histories rerun one");
        notes.ShouldBeGreaterThan(Histories / 10);
        refusals.ShouldBeGreaterThan(Histories / 10);
        belated.ShouldBeGreaterThan(Histories / 20, "of commands that come late some see less than is booked");
    }
}
