namespace Insurance.Sdk.Catalogues;

/// <summary>Why a hospital item has a code on a day, or has none.</summary>
public enum MappingReason
{
    /// <summary>The item was never mapped in that list type.</summary>
    NotMapped = 0,

    /// <summary>A pair is valid on the day.</summary>
    Found = 1,

    /// <summary>Every pair begins later; the days are those of the first one.</summary>
    BeginsLater = 2,

    /// <summary>The last pair ended before; the days are those of the last one.</summary>
    Ended = 3,

    /// <summary>One pair ended before, the next begins later; the days are those of the one that ended.</summary>
    Gap = 4,
}

/// <summary>The national code that a hospital item had at the time of a fee, or why it had none.</summary>
public readonly struct MappingResolution
{
    private readonly EffectiveInterval _interval;

    internal MappingResolution(MappingReason reason, string? nearest, EffectiveInterval interval, MappingState state)
    {
        Reason = reason;
        NearestCode = nearest;
        _interval = interval;
        State = state;
    }

    /// <summary>True where a pair is valid on the day.</summary>
    public bool Found => Reason == MappingReason.Found;

    /// <summary>med_list_codg; null where no pair is valid on the day.</summary>
    public string? Code => Found ? NearestCode : null;

    /// <summary>Code of the pair that <see cref="From"/> and <see cref="To"/> tell of, valid or not; null where the item was never mapped.</summary>
    public string? NearestCode { get; }

    /// <summary>First day of that pair; null where the item was never mapped.</summary>
    public ChinaTime? From => Reason == MappingReason.NotMapped ? null : _interval.From;

    /// <summary>Last day of that pair; null where it has no end, or the item was never mapped.</summary>
    public ChinaTime? To => Reason == MappingReason.NotMapped ? null : _interval.LastDay;

    /// <summary>What is known of that pair at the center.</summary>
    public MappingState State { get; }

    /// <summary>Why.</summary>
    public MappingReason Reason { get; }

    /// <summary>One sentence for a person, such as "mapping to 0131 ended on 2026-06-30".</summary>
    public override string ToString() => Reason switch
    {
        MappingReason.Found => "mapped to " + NearestCode + " (" + _interval + ")",
        MappingReason.BeginsLater => "mapping to " + NearestCode + " begins on " + EffectiveInterval.Text(_interval.FirstDay),
        MappingReason.Ended => "mapping to " + NearestCode + " ended on " + EffectiveInterval.Text(_interval.EndDay - 1),
        MappingReason.Gap => "mapping to " + NearestCode + " ended on " + EffectiveInterval.Text(_interval.EndDay - 1) + " and the next one begins later",
        _ => "not mapped",
    };
}
