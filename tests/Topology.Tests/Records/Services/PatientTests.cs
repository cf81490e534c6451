using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Sluice.Topology.Records;
using Sluice.Topology.Records.Services;

namespace Sluice.Topology.Tests.Records.Services;

/// <summary>What is said about a person is checked, and stands in no word of a rejection.</summary>
public class PatientTests
{
    private const string Name = ServiceJson.Patient;

    [Theory]
    [InlineData("{0}", "patient_name must be text, but is not shown, as it may be about a person")]
    [InlineData("\"{0}\\u0007\"", "patient_name must not hold the character U+0007, but is not shown, as it may be about a person")]
    [InlineData("[\"{0}\"]", "patient_name must be text, but is not shown, as it may be about a person")]
    [InlineData("7", "patient_name must be text, but is not shown, as it may be about a person")]
    public void A_faulty_name_is_told_without_it(string json, string reason)
    {
        var why = ReadService.NoJob(ServiceJson.JobWith(("patient_name", json.Replace("{0}", Name, StringComparison.Ordinal))));
        (why.Field, why.Value).ShouldBe(("patient_name", null));
        why.Reason.Replace(", which is not JSON", "", StringComparison.Ordinal).ShouldBe(reason);
    }

    [Theory]
    [InlineData("\"patientname\":\"{0}\"")]
    [InlineData("\"patient_name\":\"A\",\"patient_name\":\"{0}\"")]
    [InlineData("\"patient_name\":\"A\" {0}")]
    [InlineData("\"patient_name\":\"A\"}{0}")]
    [InlineData("\"patient_name\":\"A\"}\"{0}\"")]
    [InlineData("\"patient_name\" \"{0}\"")]
    [InlineData("\"patient_name\":{\"last\":\"{0}\"}")]
    [InlineData("\"patient_name\":\"{0}")]
    [InlineData("\"patient_name\":\"{0}\\q\"")]
    [InlineData("\"patient_name\":'{0}'")]
    [InlineData("\"site\":{\"patient_name\":\"{0}\"}")]
    [InlineData("\"site\":[\"{0}\"]")]
    [InlineData("\"patient_name\":\"{0}\",\"images\":1")]
    public void No_other_fault_shows_it(string text)
    {
        string rest = JsonOf.Record([.. ServiceJson.Job.Where(f => f.Name is not ("patient_name" or "site"))]);
        string json = $"{rest[..^1]},{text.Replace("{0}", Name, StringComparison.Ordinal)}}}";
        Silent(ReadService.NoJob(json)).ShouldBeTrue();
    }

    [Fact]
    public void A_list_or_text_in_place_of_a_record_is_not_shown()
    {
        Silent(ReadService.NoJob($"[\"{Name}\"]")).ShouldBeTrue();
        Silent(ReadService.NoJob($"\"{Name}\"")).ShouldBeTrue();
        Silent(ReadService.NoJob(Name)).ShouldBeTrue();
    }

    [Fact]
    public void Damaged_jobs_never_tell_it() => Prop.ForAll(Damages(), damages =>
    {
        var bytes = new List<byte>(Encoding.UTF8.GetBytes(ServiceJson.JobWith()));
        foreach (var (insert, place, with) in damages)
        {
            if (insert)
                bytes.Insert(place % bytes.Count, with);
            else
                bytes.RemoveAt(place % bytes.Count);
        }

        bool taken = new JobDecoder().TryDecode("C1"u8, true, bytes.ToArray(), out _, out Rejection? why);
        return taken || Silent(why!);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));

    private static Arbitrary<(bool Insert, int Place, byte With)[]> Damages()
    {
        var one =
            from insert in Gen.Choose(0, 1)
            from place in Gen.Choose(0, 10_000)
            from with in Gen.Elements("\"\\{}[],:0-9.eEu n"u8.ToArray())
            select (insert == 1, place, with);
        return Gen.Choose(1, 4).SelectMany(n => Gen.ArrayOf(one, n)).ToArbitrary();
    }

    // Half of it would be telling too.
    private static bool Silent(Rejection why) => !new[] { why.Field, why.Value, why.Reason }.Any(text =>
        text is not null && (text.Contains("varion", StringComparison.Ordinal) || text.Contains("Zzyx", StringComparison.Ordinal)));
}
