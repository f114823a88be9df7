using System;
using System.Collections.Generic;
using System.Linq;

namespace Insurance.Sdk.Pediatrics;

/// <summary>Decisions of a bill and what was found in it before anything is sent.</summary>
/// <remarks>
/// INS5201 the HIS says child and the patient is none, 5202 a surcharge without a child, 5203 a child's item without its add-on, 5204 an
/// add-on without its item, 5205 on another day, 5206 with another quantity, 5207 of another doctor, 5208 the surcharge twice, 5209 above the cap (warning), 5210 a refund
/// unlike its original, 5211 no birth date, 5212 a birth date after the fee, 5213 chld_medc_flag as price flag, 5214 a refund whose
/// original is not known, 5215 the HIS says no child and the patient is one, 5216 the rule and the region's way contradict each other, 5217 a price that is not the child's,
/// 5218 the row cannot carry the flag, 5219 the price without surcharge is missing, 5220 a serial that comes twice, 5221 birth dates differ (warning).
/// </remarks>
public sealed class ChildBillReview
{
    private readonly Dictionary<string, ChildPriceRecord> _bySerial;

    internal ChildBillReview(IReadOnlyList<ChildPriceRecord> records, IReadOnlyList<ValidationError> findings)
    {
        Records = records;
        Findings = findings;
        _bySerial = new Dictionary<string, ChildPriceRecord>(StringComparer.Ordinal);
        foreach (var record in records)
        {
            _bySerial[record.Serial] = record;
        }
    }

    /// <summary>One record per charge, in the order of the charges.</summary>
    public IReadOnlyList<ChildPriceRecord> Records { get; }

    /// <summary>Errors, and warnings (<see cref="ValidationError.IsWarning"/>).</summary>
    public IReadOnlyList<ValidationError> Findings { get; }

    /// <summary>True where there is no error.</summary>
    public bool IsReady => !Findings.Any(f => !f.IsWarning);

    /// <summary>The record of a line; null where the bill has none with that serial.</summary>
    public ChildPriceRecord? Find(string serial) => _bySerial.TryGetValue(serial ?? throw new ArgumentNullException(nameof(serial)), out var record) ? record : null;

    /// <summary>Puts every decision on its row.</summary>
    /// <exception cref="ValidationException">The review found errors, a row has no decision, or a row cannot carry its flag; nothing was sent, and the request must not be sent.</exception>
    public void ApplyTo(UploadOutpatientFeesRequest request)
    {
        Refuse((request ?? throw new ArgumentNullException(nameof(request))).Feedetail.Select(r => r.FeedetlSn));
        foreach (var row in request.Feedetail)
        {
            ChildPriceDesk.Apply(row, _bySerial[row.FeedetlSn!]);
        }
    }

    /// <summary>Puts every decision on its row.</summary>
    /// <exception cref="ValidationException">The review found errors, a row has no decision, or a row cannot carry its flag; nothing was sent, and the request must not be sent.</exception>
    public void ApplyTo(UploadInpatientFeesRequest request)
    {
        Refuse((request ?? throw new ArgumentNullException(nameof(request))).Feedetail.Select(r => r.FeedetlSn));
        foreach (var row in request.Feedetail)
        {
            ChildPriceDesk.Apply(row, _bySerial[row.FeedetlSn!]);
        }
    }

    private void Refuse(IEnumerable<string?> serials)
    {
        var errors = Findings.Where(f => !f.IsWarning).ToList();
        foreach (var serial in serials.Where(s => s is null || !_bySerial.ContainsKey(s)))
        {
            errors.Add(new ValidationError("INS5214", "charge[" + serial + "].feedetl_sn", "feedetl_sn", "child-price", "feedetl_sn 费用明细流水号: the review has no decision for the row"));
        }

        if (errors.Count > 0)
        {
            throw new ValidationException(errors);
        }
    }
}
