using System;

namespace Insurance.Sdk.Catalogues;

/// <summary>A change of an item's mapping on its way to the center: old pair out (3302), new pair in (3301), read back (1317). Immutable.</summary>
public sealed record MappingChange
{
    /// <summary>Names the change, such as a GUID without dashes.</summary>
    public required string Id { get; init; }

    /// <summary>The pair that goes; null where the item had none at the center.</summary>
    public ItemMapping? Old { get; init; }

    /// <summary>The pair that comes; null where the item is only taken out.</summary>
    public ItemMapping? New { get; init; }

    /// <summary>How far it has come.</summary>
    public MappingChangeStep Step { get; init; }

    /// <summary>Why it stands there.</summary>
    public MappingChangeStop Stop { get; init; }

    /// <summary>Code of the center's refusal, such as "-1"; never its text, which may name persons.</summary>
    public string? CenterCode { get; init; }

    /// <summary>When the step began, China time.</summary>
    public ChinaTime StepTime { get; init; }

    /// <summary>Who asked for it: the operator's number in the hospital.</summary>
    public required string By { get; init; }

    /// <summary>Why, in a person's words.</summary>
    public string Why { get; init; } = "";

    /// <summary>When it was asked for, China time.</summary>
    public ChinaTime At { get; init; }

    /// <summary>The hospital's own item number.</summary>
    public string HospitalItem => (New ?? Old ?? throw new InvalidOperationException("A change needs an old or a new pair.")).HospitalItem;

    /// <summary>list_type 目录类别.</summary>
    public string ListType => (New ?? Old!).ListType;

    /// <summary>True where nothing more is to be done.</summary>
    public bool IsOver => Step is MappingChangeStep.Done or MappingChangeStep.Abandoned;

    /// <summary>One sentence for a person: where it stands and what comes next.</summary>
    public override string ToString()
    {
        var what = HospitalItem + " (list type " + ListType + ") " + (Old?.NationalCode ?? "none") + " -> " + (New?.NationalCode ?? "none") + ": ";
        var stands = Step switch
        {
            MappingChangeStep.Planned => "nothing was sent",
            MappingChangeStep.Cancelling => "3302 of the old pair was sent and its outcome is not known",
            MappingChangeStep.OldCancelled => "the old pair is gone at the center and the new one is not there: fees of the item cannot be uploaded",
            MappingChangeStep.Uploading => "3301 of the new pair was sent and its outcome is not known",
            MappingChangeStep.Uploaded => "the center took the change and 1317 has not confirmed it",
            MappingChangeStep.Done => "done",
            _ => "given up",
        };
        return what + stands + (Stop == MappingChangeStop.None ? "" : " (" + Stop + (CenterCode is null ? ")" : ", center code " + CenterCode + ")"));
    }
}
