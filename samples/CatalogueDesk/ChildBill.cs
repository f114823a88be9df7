using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk;
using Insurance.Sdk.Catalogues;
using Insurance.Sdk.Pediatrics;
using Insurance.Sdk.Storage.Pediatrics;

namespace CatalogueDesk;

/// <summary>A child's bill: lines with the code of their day, decisions with their reasons, and only then the upload.</summary>
internal static class ChildBill
{
    // snippet: child-desk
    /// <summary>Rules and the region's way of sending are data: a notice of the bureau changes a file, not the program.</summary>
    internal static ChildPriceDesk Open(string rulesFile, string region)
    {
        var file = ChildPriceRulesFile.Load(rulesFile);
        return new ChildPriceDesk(file.Rules, file.Transmissions, region);
    }
    // end snippet

    // snippet: child-bill
    /// <summary>Uploads the lines of a stay (2301).</summary>
    /// <returns>False where something must be put right first; nothing was sent then.</returns>
    internal static async Task<bool> UploadAsync(
        InsuranceClient client, FeeLineBuilder builder, ChildPriceDesk desk, ChildPriceRecordStore records, FeeVisit visit, ChildPatient patient, IReadOnlyList<FeeCharge> charges, TextWriter output, CancellationToken cancellationToken)
    {
        var lines = builder.Inpatient(visit, charges);
        foreach (var finding in lines.SelectMany(l => l.Findings))
        {
            output.WriteLine(finding);
        }

        if (!lines.All(l => l.IsReady))
        {
            return false;
        }

        // Refunds repeat what was decided of their originals, whatever the age and the rules are today.
        var earlier = await records.LoadAsync(visit.VisitId, cancellationToken);
        var review = desk.Review(patient, lines.Select(l => ChildCharge.From(l)), serial => earlier.GetValueOrDefault(serial));
        foreach (var finding in review.Findings)
        {
            output.WriteLine(finding);
        }

        foreach (var record in review.Records.Where(r => r.Decision.Rule is not null))
        {
            output.WriteLine(record);
        }

        if (!review.IsReady)
        {
            return false;
        }

        // Kept before anything is sent: an audit asks why, and a refund of another day repeats it.
        await records.KeepAsync(visit.VisitId, review.Records, cancellationToken);
        var request = new UploadInpatientFeesRequest { Feedetail = lines.Select(l => l.Row!).ToList() };
        review.ApplyTo(request);
        await client.Inpatient.UploadInpatientFeesAsync(request, cancellationToken: cancellationToken);
        return true;
    }
    // end snippet

    // snippet: child-patient
    /// <summary>The center's birth date (1101) beats the hospital's. Without any, nobody is a child.</summary>
    internal static ChildPatient PatientOf(DateTime? centerBirthDate, DateTime? hospitalBirthDate, bool isNewbornUnderMother)
        => isNewbornUnderMother ? ChildPatient.NewbornUnderMother : ChildPatient.Born(centerBirthDate, hospitalBirthDate);
    // end snippet

    // snippet: child-flag-words
    /// <summary>The HIS's own spelling: a word that nobody knows is an error, never "no".</summary>
    internal static ChildFlag FlagOf(string? hisText) => ChildFlagWords.Usual.Read(hisText);
    // end snippet
}
