using Sluice.Engine.State;
using Sluice.Topology.Billing.Margin;

namespace Sluice.Topology.Tests.Billing.Margin;

public class StudiesTests
{
    private readonly Studies _studies = new(new StringTable());

    [Fact]
    public void Pairs_are_numbered_and_share_their_modality()
    {
        _studies.Number("CT"u8, "HEAD"u8).ShouldBe(0);
        _studies.Number("MR"u8, "HEAD"u8).ShouldBe(1);
        _studies.Number("CT"u8, ""u8).ShouldBe(2);
        _studies.Number("CT"u8, "HEAD"u8).ShouldBe(0);

        _studies.ModalityOf(2).ShouldBe(0);
        _studies.ModalityOf(1).ShouldBe(1);
        _studies.ModalityOf(0).ShouldBe(0);
        _studies.ModalityCount.ShouldBe(2);
        _studies.ModalityText(1).ShouldBe("MR");
        System.Text.Encoding.UTF8.GetString(_studies.Text(0)).ShouldBe("CT\u001fHEAD");
    }

    [Fact]
    public void Long_names_fit()
    {
        var modality = new byte[300];
        modality.AsSpan().Fill((byte)'M');

        _studies.Number("M"u8, modality).ShouldBe(0);
        _studies.Number(modality, "M"u8).ShouldBe(1);
        _studies.Number("M"u8, modality).ShouldBe(0);
        _studies.ModalityText(_studies.ModalityOf(1)).Length.ShouldBe(300);
    }
}
