using Sluice.Engine;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Sluice.Engine.Testing.Memory;
using Sluice.Topology.Books;
using Sluice.Topology.Books.Documents;
using Sluice.Topology.Books.Sheets;
using Sluice.Topology.Time;

namespace Sluice.Topology.Tests.Books.Documents;

/// <summary>Numbers without gaps and chains without breaks, over several decisions on one store.</summary>
public sealed class BookWriterTests : IAsyncLifetime
{
    private static readonly DateTimeOffset s_at = new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly BusinessMonth s_january = new(2026, 1);

    private readonly InMemoryStore _store = new();
    private ShardLease _lease = null!;
    private long _decisions;

    public async Task InitializeAsync()
    {
        await _store.PrepareAsync(BooksTables.OfCommands, default);
        _lease = await _store.TakeAsync(0, default);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Each_series_of_each_month_counts_on_over_decisions()
    {
        await DecideAsync(writer =>
        {
            writer.Add(Document("C1")).ShouldBe("INV-2601-000001");
            writer.Add(Document("C2")).ShouldBe("INV-2601-000002");
            writer.Add(Document("C1") with { Month = s_january.Plus(1) }).ShouldBe("INV-2602-000001");
            writer.Add(Note(1m)).ShouldBe("CN-2601-000001");
        });
        await DecideAsync(writer =>
        {
            writer.Add(Document("C3")).ShouldBe("INV-2601-000003");
            writer.Add(Note(1m)).ShouldBe("CN-2601-000002");
        });

        var lines = await ReadAsync(BooksTables.InvoiceLines);
        lines.Select(row => $"{row[0]} {row[1]} {row[7]:0}").ShouldContain("INV-2601-000003 2 40");
        lines.Count.ShouldBe(8);
        (await ReadAsync(BooksTables.DocumentNumbers)).Select(row => $"{row[0]} {row[1]} {row[2]}")
            .ShouldBe(["CN 2026-01 2", "INV 2026-01 3", "INV 2026-02 1"]);
    }

    [Fact]
    public async Task A_decision_writes_the_counts_and_chains_that_it_moved_and_no_others()
    {
        var first = await DecideAsync(writer => writer.Add(Document("C1")));
        first.Select(row => row.Table.Name).Distinct().ShouldBe(["finance_invoices", "finance_invoice_lines", "document_numbers", "chain_heads"]);

        var second = await DecideAsync(writer => writer.Add(Note(1m)));
        second.Select(row => row.Table.Name).ShouldBe(["finance_credit_notes", "document_numbers", "chain_heads"]);

        var other = RowChange.Upsert(BooksTables.StatementStatus, "2026-01", s_at, "c");
        (await DecideAsync(writer => writer.Add(other))).ShouldBe([other]);
    }

    [Fact]
    public async Task Rows_are_chained_in_the_order_in_which_they_were_added_over_decisions()
    {
        await DecideAsync(writer =>
        {
            writer.Add(Document("C1"));
            writer.Add(Document("C2"));
            writer.Add(Note(1m));
        });
        await DecideAsync(writer => writer.Add(Document("C3")));

        var (table, head) = (BooksTables.Invoices, HashChain.Genesis);
        var lines = await ReadAsync(BooksTables.InvoiceLines);
        foreach (var row in await ReadAsync(table))
        {
            row[HashChain.PreviousOf(table)].ShouldBe(head);
            head = HashChain.Next(head, table, row, lines.Where(line => line[0]!.Equals(row[0])).Select(line => (BooksTables.InvoiceLines, line)));
            row[HashChain.HashOf(table)].ShouldBe(head);
        }

        (await ReadAsync(BooksTables.ChainHeads)).Select(row => $"{row[0]} {row[1]}").ShouldBe(["finance_credit_notes 1", "finance_invoices 3"]);
        (await ReadAsync(BooksTables.ChainHeads))[1][2].ShouldBe(head);
        (await ReadAsync(BooksTables.CreditNotes))[0][HashChain.PreviousOf(BooksTables.CreditNotes)].ShouldBe(HashChain.Genesis);
    }

    [Fact]
    public async Task The_audit_is_chained_behind_what_others_have_added_since_the_decision_began()
    {
        var writer = await BeginAsync();
        writer.Add(new DraftAudit("month-close", null, null, null, "first"));
        writer.Add(new DraftAudit("forced", PartyKey.Client, "C1", "2026-01-15", "second"));
        (await (await BeginAsync()).AuditAsync(_store, default)).ShouldBeEmpty("nothing is to be told");
        var refused = await BeginAsync();
        refused.Add(new DraftAudit("refused", null, null, null, "by another"));
        await CommitAsync(await refused.AuditAsync(_store, default));

        await CommitAsync(await writer.AuditAsync(_store, default));

        var (table, head) = (BooksTables.AuditLogs, HashChain.Genesis);
        var rows = await ReadAsync(table);
        rows.Select(row => $"{row[0]} {row[2]} {row[4]} {row[5]} {row[6]} {row[11]}")
            .ShouldBe(["1 refused   by another ops", "2 month-close   first ops", "3 forced C1 2026-01-15 second ops"]);
        foreach (var row in rows)
        {
            row[HashChain.PreviousOf(table)].ShouldBe(head);
            head = HashChain.Next(head, table, row, []);
            row[HashChain.HashOf(table)].ShouldBe(head);
        }

        (await ReadAsync(BooksTables.ChainHeads)).ShouldHaveSingleItem().ShouldBe([table.Name, 3L, head]);
    }

    [Fact]
    public async Task A_document_that_does_not_foot_and_a_note_that_credits_nothing_are_not_written()
    {
        var writer = await BeginAsync();

        Should.Throw<InvariantException>(() => writer.Add(Document("C1") with { Total = 99m }));
        Should.Throw<InvariantException>(() => writer.Add(Note(0m)));

        writer.Rows().ShouldBeEmpty();
        writer.Add(Document("C1")).ShouldBe("INV-2601-000001");
        writer.Add(Note(0.01m)).ShouldBe("CN-2601-000001");
    }

    private async Task<IReadOnlyList<RowChange>> DecideAsync(Action<BookWriter> decision)
    {
        var writer = await BeginAsync();
        decision(writer);
        var rows = writer.Rows();
        await CommitAsync(rows);
        return rows;
    }

    private Task<BookWriter> BeginAsync() =>
        BookWriter.BeginAsync(_store, new DocumentNumbering(), new Stamp($"cmd-{++_decisions}", "ops", s_at, new Basis(_decisions, "{}", null)), default);

    private async Task CommitAsync(IReadOnlyList<RowChange> rows)
    {
        _lease = _lease with { Sequence = _lease.Sequence + 1 };
        await _store.CommitAsync(
            new ShardCommit { Shard = 0, Epoch = _lease.Epoch, Sequence = _lease.Sequence, Positions = Positions.None, Segment = default, Rows = rows }, default);
    }

    private async Task<IReadOnlyList<object?[]>> ReadAsync(TableSchema table) => await _store.ReadRowsAsync(table, [], default);

    private static DraftDocument Document(string client) => new(
        DocumentNumbering.Invoices,
        Invoice.First,
        new PartyKey(PartyKey.Client, client, "2026-01", "INR"),
        s_january,
        "{}",
        [Line(60m), Line(40m)],
        Total: 100m,
        TotalBase: 100m,
        FxRate: 1m,
        OriginalNumber: null);

    private static SheetLine Line(decimal amount) => new("CR1", "tier", 1, 1, amount, amount, "reports", s_at);

    private static DraftNote Note(decimal amount)
    {
        var invoice = new Invoice("INV-2601-000001", Invoice.First, new PartyKey(PartyKey.Client, "C1", "2026-01", "INR"), 100m, 1m, Decision: 1);
        return new DraftNote("note", invoice, s_january, s_january.Plus(1), amount, amount, "by hand");
    }
}
