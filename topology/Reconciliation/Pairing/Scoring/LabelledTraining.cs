using Sluice.Topology.Reconciliation.Pairing.Arithmetic;
using Sluice.Topology.Reconciliation.Pairing.Comparing;

namespace Sluice.Topology.Reconciliation.Pairing.Scoring;

/// <summary>
/// What labels teach. Matches tell how often fields agree in matches (m), wherever they come from. Which pairs a reviewer sees
/// is no accident, so what is not a match tells nothing about all others (u); but both together calibrate the score. The order
/// of the labels does not matter.
/// </summary>
public static class LabelledTraining
{
    /// <summary>Labels that the calibration before counts for, on either side: a few decisions move it little.</summary>
    private const double CalibrationStrength = 10;
    private const int StepsMax = 50;
    private const double StandsStill = 1e-9;

    /// <summary>The model with m drawn towards the matches' own.</summary>
    /// <param name="strength">Matches that what the model knew counts for; above 0.</param>
    public static LinkageModel Matches(LinkageModel model, IReadOnlyList<LabelledPair> labels, double strength)
    {
        var counts = PatternCounts.Of([.. labels.Where(l => l.IsMatch).Select(l => l.Pattern)]);
        return model with { Fields = [.. model.Fields.Select((field, f) => field with { Matches = Learned(field, f, counts, strength) })] };
    }

    /// <summary>
    /// The model with slope and offset of the largest likelihood (J. Platt, 1999, by Newton's method), drawn towards none. Evidence must
    /// be that of this model.
    /// </summary>
    public static LinkageModel Calibrated(LinkageModel model, IReadOnlyList<LabelledPair> labels)
    {
        LabelledPair[] sorted = [.. labels.OrderBy(l => l.Evidence).ThenBy(l => l.IsMatch)];
        var (slope, offset) = (1.0, 0.0);
        for (var step = 0; step < StepsMax; step++)
        {
            var (bySlope, byOffset) = Step(sorted, slope, offset);
            (slope, offset) = (slope + bySlope, offset + byOffset);
            if (Math.Abs(bySlope) + Math.Abs(byOffset) < StandsStill)
            {
                break;
            }
        }

        // Labels that say the opposite of all evidence must not turn the order of the scores round.
        return model with { Calibration = new Calibration(Math.Max(1, Bits.Micro(slope)), Bits.Micro(offset)) };
    }

    private static long[] Learned(FieldModel field, int f, PatternCounts matches, double strength)
    {
        var sums = new double[Agreements.Levels];
        for (var i = 0; i < matches.Patterns.Count; i++)
        {
            sums[(int)Agreements.Of(matches.Patterns[i], f)] += matches.Counts[i];
        }

        var total = sums.Skip(1).Sum() + strength;
        return [0, .. Enumerable.Range(1, Agreements.Levels - 1).Select(level => Math.Clamp(
            (long)((((sums[level] * FieldModel.One) + (strength * field.Matches[level])) / total) + 0.5), 1, FieldModel.One))];
    }

    /// <summary>The change of slope and offset that Newton's method asks for, at most so much that it comes to rest.</summary>
    private static (double Slope, double Offset) Step(LabelledPair[] labels, double slope, double offset)
    {
        var (gradientSlope, gradientOffset) = (CalibrationStrength * (1 - slope), -offset / CalibrationStrength);
        var (slopes, mixed, offsets) = (CalibrationStrength, 0.0, 1 / CalibrationStrength);
        foreach (var label in labels)
        {
            var bits = (double)label.Evidence / Bits.One;
            var p = PortableMath.Logistic2((slope * bits) + offset);
            var error = (label.IsMatch ? 1 : 0) - p;
            var weight = p * (1 - p);
            gradientSlope += error * bits;
            gradientOffset += error;
            slopes += weight * bits * bits;
            mixed += weight * bits;
            offsets += weight;
        }

        var determinant = (slopes * offsets) - (mixed * mixed);
        return (Bounded(((gradientSlope * offsets) - (gradientOffset * mixed)) / determinant, 0.5),
            Bounded(((gradientOffset * slopes) - (gradientSlope * mixed)) / determinant, 4));
    }

    private static double Bounded(double step, double most) => Math.Clamp(step, -most, most);
}
