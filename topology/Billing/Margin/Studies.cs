using System.Text;
using Sluice.Engine.State;

namespace Sluice.Topology.Billing.Margin;

/// <summary>
/// Pairs of modality and body part, numbered in the order they were first seen; only the modality prices. Owned by the
/// shard's thread.
/// </summary>
public sealed class Studies(StringTable pairs)
{
    private const byte Separator = 0x1f;

    private readonly StringTable _modalities = new();
    private readonly List<int> _modalityOf = [];
    private byte[] _buffer = new byte[256];

    /// <summary>Distinct modalities so far.</summary>
    public int ModalityCount => _modalities.Count;

    public int Number(ReadOnlySpan<byte> modality, ReadOnlySpan<byte> bodyPart)
    {
        var length = modality.Length + 1 + bodyPart.Length;
        if (_buffer.Length < length)
        {
            _buffer = new byte[length * 2];
        }

        modality.CopyTo(_buffer);
        _buffer[modality.Length] = Separator;
        bodyPart.CopyTo(_buffer.AsSpan(modality.Length + 1));
        return pairs.Number(_buffer.AsSpan(0, length));
    }

    /// <summary>The number of a pair as <see cref="Text"/> gives it.</summary>
    public int Number(ReadOnlySpan<byte> pair) => pairs.Number(pair);

    /// <summary>Modality, separator and body part, as the fingerprint takes them.</summary>
    public ReadOnlySpan<byte> Text(int study) => pairs[study];

    /// <summary>The number of a study's modality, dense from 0.</summary>
    public int ModalityOf(int study)
    {
        while (_modalityOf.Count < pairs.Count)
        {
            var pair = pairs[_modalityOf.Count];
            _modalityOf.Add(_modalities.Number(pair[..pair.IndexOf(Separator)]));
        }

        return _modalityOf[study];
    }

    public string ModalityText(int modality) => _modalities.Text(modality);

    /// <summary>A study's body part, empty for none.</summary>
    public string BodyPartText(int study)
    {
        var pair = pairs[study];
        return Encoding.UTF8.GetString(pair[(pair.IndexOf(Separator) + 1)..]);
    }
}
