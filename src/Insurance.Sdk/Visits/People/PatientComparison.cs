using System;
using System.Collections.Generic;
using System.Text;

namespace Insurance.Sdk.Visits;

/// <summary>Holds the HIS's patient against what the center says of its person. Spelling that means nothing (blanks, full-width letters, kinds of the middle dot) is no difference.</summary>
internal static class PatientComparison
{
    private const string Dots = "·•・．.‧∙⋅●";

    /// <summary>The fields that differ; a field that one side does not have is not compared.</summary>
    internal static List<PatientField> Differences(HospitalPatient patient, string? name, string? certificateType, string? certificateNumber)
    {
        var fields = new List<PatientField>();
        if (!Fits(NameOf(patient.Name), NameOf(name)))
        {
            fields.Add(PatientField.Name);
        }

        if (!NumberFits(CodeOf(patient.CertificateNumber), CodeOf(certificateNumber)))
        {
            fields.Add(PatientField.CertificateNumber);
        }

        if (!Fits(CodeOf(patient.CertificateType).TrimStart('0'), CodeOf(certificateType).TrimStart('0')))
        {
            fields.Add(PatientField.CertificateType);
        }

        return fields;
    }

    /// <summary>False where the center said neither a name nor a number: then nothing proves who it is.</summary>
    internal static bool CanCompare(string? name, string? certificateNumber) => NameOf(name).Trim('*').Length > 0 || CodeOf(certificateNumber).Trim('*').Length > 0;

    internal static bool AreaDiffers(HospitalPatient patient, string area) => !string.IsNullOrWhiteSpace(patient.InsuredArea) && area.Length > 0 && patient.InsuredArea!.Trim() != area;

    private static bool NumberFits(string mine, string theirs) => Fits(mine, theirs) || IsOldNumberOf(mine, theirs) || IsOldNumberOf(theirs, mine);

    /// <summary>15 digits are the same person's old number: without the century and the check digit.</summary>
    private static bool IsOldNumberOf(string number, string old) => number.Length == 18 && old.Length == 15
        && string.CompareOrdinal(number, 0, old, 0, 6) == 0 && string.CompareOrdinal(number, 8, old, 6, 9) == 0;

    /// <summary>Centers mask: what stands before the first and behind the last asterisk must be the same.</summary>
    private static bool Fits(string mine, string theirs)
    {
        if (mine.Length == 0 || theirs.Length == 0)
        {
            return true;
        }

        var first = theirs.IndexOf('*');
        if (first < 0)
        {
            return mine == theirs;
        }

        var end = theirs.Substring(theirs.LastIndexOf('*') + 1);
        return mine.Length >= first + end.Length && mine.StartsWith(theirs.Substring(0, first), StringComparison.Ordinal) && mine.EndsWith(end, StringComparison.Ordinal);
    }

    private static string NameOf(string? text) => Plain(text, dots: true);

    private static string CodeOf(string? text) => Plain(text, dots: false);

    private static string Plain(string? text, bool dots)
    {
        var plain = new StringBuilder(text?.Length ?? 0);
        foreach (var given in text ?? "")
        {
            var c = given is >= '\uFF01' and <= '\uFF5E' ? (char)(given - 0xFEE0) : given;
            if (char.IsWhiteSpace(c) || c is '\u200B' or '\uFEFF')
            {
                continue;
            }

            plain.Append(dots && Dots.IndexOf(c) >= 0 ? '·' : char.ToUpperInvariant(c));
        }

        return plain.ToString();
    }
}
