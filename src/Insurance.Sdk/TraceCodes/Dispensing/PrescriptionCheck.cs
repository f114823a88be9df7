using System;
using System.Collections.Generic;

namespace Insurance.Sdk.TraceCodes;

/// <summary>Checks a prescription and decides, by the policy, how the codes of each line come about.</summary>
internal static class PrescriptionCheck
{
    /// <exception cref="ValidationException">Something is wrong; all errors are named.</exception>
    internal static PrescriptionDocument Accept(Prescription prescription, DispensingPolicy policy, string fillerCode)
    {
        var input = new DeskInput();
        input.Text("prescription.number", "number", prescription.Number, 50);
        input.Text("prescription.visitId", "mdtrt_sn", prescription.VisitId, 30);
        input.Text("prescription.ownVisitNumber", "mdtrt_sn", prescription.OwnVisitNumber, 30, isRequired: false);
        input.Text("prescription.settlementId", "setl_id", prescription.SettlementId, 30, isRequired: false);
        if (prescription.Lines.Count == 0)
        {
            input.Add("INS1813", "prescription.lines", "lines", "rows", "a prescription has at least one line");
        }

        var ids = new HashSet<string>(StringComparer.Ordinal);
        var lines = new List<DispensingLine>();
        foreach (var line in prescription.Lines)
        {
            var path = "prescription.lines[" + lines.Count + "]";
            Check(input, path, line);
            if (!ids.Add(line.Id))
            {
                input.Add("INS1813", path + ".id", "id", "rows", "the id stands twice in the prescription");
            }

            lines.Add(Line(prescription, line, lines.Count + 1, policy));
            Check(input, path, prescription, lines[lines.Count - 1]);
        }

        input.ThrowIfAny();
        return new PrescriptionDocument
        {
            Number = prescription.Number,
            IsInsured = prescription.IsInsured,
            SettlementId = prescription.SettlementId,
            VisitId = prescription.VisitId,
            OwnVisitNumber = prescription.OwnVisitNumber,
            InsuredArea = prescription.InsuredArea,
            Operator = prescription.Operator,
            FillerCode = fillerCode,
            Lines = lines,
        };
    }

    private static void Check(DeskInput input, string path, PrescriptionLine line)
    {
        input.Text(path + ".id", "id", line.Id, 50);
        input.Quantity(path + ".quantity", "sel_retn_cnt", line.Quantity);
        input.Quantity(path + ".packSize", "packSize", line.PackSize);
        input.Text(path + ".feeDetailSerial", "feedetl_sn", line.FeeDetailSerial, 30, isRequired: false);
        input.Text(path + ".row.fixmedins_hilist_id", "fixmedins_hilist_id", line.Row.FixmedinsHilistId ?? "", 30);
        input.Text(path + ".row.fixmedins_hilist_name", "fixmedins_hilist_name", line.Row.FixmedinsHilistName ?? "", 200);
        input.Text(path + ".row.manu_lotnum", "manu_lotnum", line.Row.ManuLotnum ?? "", 30, isRequired: false);
    }

    private static void Check(DeskInput input, string path, Prescription prescription, DispensingLine line)
    {
        if (line.Channel == TraceChannel.Settlement && line.FeeDetailSerial.Length == 0)
        {
            input.Add("INS1814", path + ".feeDetailSerial", "feedetl_sn", "condition", "费用明细流水号 is needed where the codes go with the settlement (drug_trac_info)");
        }

        if (prescription.IsInsured && !line.IsSelfPaid && line.Channel == TraceChannel.Upload && prescription.SettlementId.Length == 0)
        {
            input.Add("INS1814", "prescription.settlementId", "setl_id", "condition", "结算ID is needed for insured lines that go with the inventory upload; lines of another channel or self-paid lines need none");
        }
    }

    private static DispensingLine Line(Prescription prescription, PrescriptionLine line, int place, DispensingPolicy policy)
    {
        var item = line.Row.FixmedinsHilistId ?? "";
        var exempt = ExemptReason(line, item, policy);
        var isSelfPaid = line.IsSelfPaid || !prescription.IsInsured;
        return new DispensingLine
        {
            Place = place,
            Id = line.Id,
            Item = item,
            NationalItem = line.Row.MedListCodg ?? "",
            Name = line.Row.FixmedinsHilistName ?? "",
            Quantity = line.Quantity,
            PackSize = line.PackSize,
            FeeDetailSerial = line.FeeDetailSerial,
            IsSelfPaid = isSelfPaid,
            // A self-paid line is on no settlement that could carry its codes.
            Channel = isSelfPaid ? TraceChannel.Upload : line.Channel ?? policy.InsuredChannel,
            Source = exempt.Length > 0 ? CodeSource.None : line.NeedsVirtualCode ? CodeSource.Virtual : CodeSource.Scan,
            SplitMode = policy.SplitMode,
            ExemptReason = exempt,
            Row = TraceUploadRow.Write(line.Row),
        };
    }

    private static string ExemptReason(PrescriptionLine line, string item, DispensingPolicy policy)
    {
        var reason = line.IsHerbalPieces ? "herbal pieces (中药饮片)"
            : policy.ExemptItems.TryGetValue(item, out var listed) ? Named(listed)
            : policy.Exempt?.Invoke(line) is { } given ? Named(given)
            : "";
        return reason.Length > 200 ? reason.Substring(0, 200) : reason;
    }

    private static string Named(string reason) => reason.Length > 0 ? reason : "on the hospital's list of items without codes";
}
