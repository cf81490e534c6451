using FsCheck;
using FsCheck.Fluent;
using Sluice.Engine.State;

namespace Sluice.Engine.Tests.State;

public class FactIndexTests
{
    [Fact]
    public void Finds_what_a_dictionary_finds()
    {
        // Hashes of few distinct values: most keys clash in sub-table, group and tag, or in all 64 bits.
        var runs = from mask in Gen.Elements(0UL, 0xFF00000000000000, 0x8001000000000003, ulong.MaxValue)
                   from keys in Gen.ListOf(Gen.Choose(0, 400))
                   select (mask, keys);
        Prop.ForAll(runs.ToArbitrary(), run =>
        {
            var book = new Entries(run.mask);
            var expected = new Dictionary<int, int>();
            foreach (var key in run.keys)
            {
                book.Find(key).ShouldBe(expected.GetValueOrDefault(key, -1));
                expected[key] = book.Put(key);
                book.Count.ShouldBe(expected.Count);
            }

            for (var key = 0; key <= 400; key++)
            {
                book.Find(key).ShouldBe(expected.GetValueOrDefault(key, -1));
            }
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(0x00FFFFFFFFFFFFFFUL)] // one sub-table takes all
    public void Growing_loses_nothing(ulong mask)
    {
        var book = new Entries(mask);
        for (var key = 0; key < 50_000; key++)
        {
            book.AddNew(key).ShouldBe(key);
        }

        book.Count.ShouldBe(50_000);
        for (var key = 0; key < 50_000; key++)
        {
            book.Find(key).ShouldBe(key);
        }

        book.Find(50_000).ShouldBe(-1);
    }

    [Fact]
    public void Entries_of_one_hash_are_told_apart()
    {
        var book = new Entries(mask: 0);
        for (var key = 0; key < 300; key++)
        {
            book.AddNew(key);
        }

        book.Put(7).ShouldBe(300);
        book.Find(7).ShouldBe(300);
        book.Find(8).ShouldBe(8);
        book.Count.ShouldBe(300);
    }

    [Fact]
    public void An_empty_index_finds_nothing() => new Entries(ulong.MaxValue).Find(0).ShouldBe(-1);

    /// <summary>Integer keys under a hash of which a mask keeps some bits.</summary>
    private sealed class Entries
    {
        private readonly ulong _mask;
        private readonly List<int> _keys = [];
        private readonly FactIndex _index;

        public Entries(ulong mask)
        {
            _mask = mask;
            _index = new FactIndex(i => Hash(_keys[i]));
        }

        public int Count => _index.Count;

        public int Find(int key) => _index.Find(Hash(key), new Match(_keys, key));

        public int Put(int key)
        {
            _keys.Add(key);
            _index.Put(Hash(key), new Match(_keys, key), _keys.Count - 1);
            return _keys.Count - 1;
        }

        public int AddNew(int key)
        {
            _keys.Add(key);
            _index.AddNew(Hash(key), _keys.Count - 1);
            return _keys.Count - 1;
        }

        private ulong Hash(int key) => Hash128.Finish((ulong)key + 1) & _mask;
    }

    private readonly struct Match(List<int> keys, int key) : IFactMatch
    {
        public bool Is(int index) => keys[index] == key;
    }
}
