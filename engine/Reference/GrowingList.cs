namespace Sluice.Engine.Reference;

/// <summary>
/// A list that one thread appends to and whose <see cref="SoFar"/> any thread may keep: what has been added never
/// changes, so a view is the array and a length, not a copy.
/// </summary>
internal sealed class GrowingList<T>
{
    private T[] _items = new T[16];
    private int _count;

    public void Add(T item)
    {
        if (_count == _items.Length)
        {
            Array.Resize(ref _items, _count * 2);
        }

        _items[_count++] = item;
    }

    /// <summary>Everything added until now.</summary>
    public IReadOnlyList<T> SoFar() => new ArraySegment<T>(_items, 0, _count);
}
