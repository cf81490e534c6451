using Sluice.Topology.Money;
using Sluice.Topology.Records.Scalars;

namespace Sluice.Topology.Records.Services;

/// <summary>The quick pass over jobs and ledger entries: one walk, no allocation. What it does not take, the general decoder judges.</summary>
/// <param name="allowed">The fields of the topic.</param>
/// <param name="required">Those it demands.</param>
/// <param name="signed">Whether quantity and amount may be negative.</param>
internal sealed class ServiceScan(ServiceFields allowed, ServiceFields required, bool signed)
{
    private readonly UnescapeBuffer _buffer = new();

    public bool TryScan(ReadOnlySpan<byte> payload, ref ServiceValues values)
    {
        _buffer.Reset();
        values.Revision = 1;
        var scanner = new FlatScanner(payload);
        var met = ServiceFields.None;
        if (!scanner.TryTake((byte)'{'))
            return false;
        do
        {
            if (!scanner.TryString(out ReadOnlySpan<byte> name, out _) || !scanner.TryTake((byte)':'))
                return false;
            ServiceFields field = ServiceFieldNames.Find(name) & allowed & ~met;
            if (field == ServiceFields.None)
                return false;
            met |= field;
            bool absent = (field & required) == ServiceFields.None && scanner.TryNull();
            if (!absent && !TryValue(field, ref scanner, ref values))
                return false;
        }
        while (scanner.TryTake((byte)','));

        return scanner.TryTake((byte)'}') && scanner.AtEnd && (met & required) == required;
    }

    private bool TryValue(ServiceFields field, scoped ref FlatScanner scanner, ref ServiceValues values)
    {
        switch (field)
        {
            case ServiceFields.JobId or ServiceFields.EntryId:
                return TryName(ref scanner, out values.Id);
            case ServiceFields.ClientId:
                return TryName(ref scanner, out values.ClientId);
            case ServiceFields.Site:
                return TryName(ref scanner, out values.Site);
            case ServiceFields.ServiceType:
                return TryName(ref scanner, out values.ServiceType);
            case ServiceFields.ServiceDate:
                return TryDate(ref scanner, out values.ServiceDate);
            case ServiceFields.PostedDate:
                return TryDate(ref scanner, out values.PostedDate);
            case ServiceFields.Quantity:
                return TryNumber(scanner.Bare(), signed, out values.Quantity);
            case ServiceFields.UnitRate:
                return TryNumber(scanner.Bare(), mayBeNegative: false, out values.UnitRate);
            case ServiceFields.Amount:
                return TryNumber(scanner.Bare(), signed, out values.Amount);
            case ServiceFields.Currency:
                return scanner.TryCode(_buffer, out values.Currency) && Currencies.IsKnown(values.Currency);
            case ServiceFields.JobRef:
                return scanner.TryCode(_buffer, out values.JobRef);
            case ServiceFields.Reverses:
                return scanner.TryCode(_buffer, out values.Reverses);
            case ServiceFields.Description:
                return scanner.TryText(_buffer, freeText: true, out values.Description);
            case ServiceFields.PatientName:
                return scanner.TryText(_buffer, freeText: true, out _);
            case ServiceFields.Revision:
                return FlatValues.TryWhole(scanner.Bare(), out values.Revision) && values.Revision >= 1;
            case ServiceFields.Cancelled:
                return FlatValues.TryFlag(scanner.Bare(), out values.Cancelled);
            default:
                return false;
        }
    }

    private bool TryName(scoped ref FlatScanner scanner, out ReadOnlySpan<byte> text) =>
        scanner.TryCode(_buffer, out text) && !TextRules.IsBlank(text);

    private bool TryDate(scoped ref FlatScanner scanner, out DateOnly date)
    {
        date = default;
        return scanner.TryCode(_buffer, out ReadOnlySpan<byte> text) && DateText.TryParse(text, out date);
    }

    private static bool TryNumber(ReadOnlySpan<byte> text, bool mayBeNegative, out Int128 number) =>
        NumberText.TryParse(text, out number) == NumberFault.None && (mayBeNegative || number >= 0);
}
