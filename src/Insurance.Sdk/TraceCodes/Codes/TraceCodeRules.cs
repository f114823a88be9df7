using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace Insurance.Sdk.TraceCodes;

/// <summary>Which codes are taken: <see cref="TraceCodeOptions"/>, checked and fixed.</summary>
public sealed class TraceCodeRules
{
    /// <summary>A pattern of a settings file must not be able to hold up a counter.</summary>
    private static readonly TimeSpan MatchLimit = TimeSpan.FromMilliseconds(50);

    private readonly Regex[] _manufacturer;
    private readonly Regex[] _virtual;
    private readonly HashSet<TraceCodeKind> _kinds;

    private TraceCodeRules(TraceCodeOptions options)
    {
        if (options.MaxLength is < 20 or > 100)
        {
            throw new ConfigurationException("traceCodes.maxLength", "must lie from 20 to 100");
        }

        if (options.FillerCode.Length > options.MaxLength || options.FillerCode.Any(c => c is <= ' ' or > '~'))
        {
            throw new ConfigurationException("traceCodes.fillerCode", "must be up to " + options.MaxLength + " visible ASCII characters");
        }

        Strict20 = options.Strict20;
        MaxLength = options.MaxLength;
        FillerCode = options.FillerCode;
        Gs1Form = options.Gs1Form;
        UrlParameters = options.UrlParameters.ToArray();
        _kinds = new HashSet<TraceCodeKind>(options.AllowedKinds);
        _manufacturer = Patterns("traceCodes.manufacturerCodes", options.ManufacturerCodes);
        _virtual = Patterns("traceCodes.virtualCodes", options.VirtualCodes);
    }

    /// <summary>Rules without any setting: 码上放心 and GS1 codes of up to 100 characters.</summary>
    public static TraceCodeRules Default { get; } = new(new TraceCodeOptions());

    /// <summary>True where only 20 digits beginning with 8 are taken (and filler and virtual codes that are set).</summary>
    public bool Strict20 { get; }

    /// <summary>Longest code that is taken.</summary>
    public int MaxLength { get; }

    /// <summary>The fixed code; "" where none is set.</summary>
    public string FillerCode { get; }

    /// <summary>What of a GS1 element string is the code.</summary>
    public Gs1CodeForm Gs1Form { get; }

    internal IReadOnlyList<string> UrlParameters { get; }

    /// <summary>Checks settings.</summary>
    /// <exception cref="ConfigurationException">A length or a pattern is wrong; the setting is named.</exception>
    public static TraceCodeRules From(TraceCodeOptions options) => new(options ?? throw new ArgumentNullException(nameof(options)));

    /// <summary>True where codes of a kind are taken.</summary>
    public bool Allows(TraceCodeKind kind) => _kinds.Count == 0 || _kinds.Contains(kind);

    internal bool IsManufacturerCode(string text) => Matches(_manufacturer, text);

    internal bool IsVirtualCode(string text) => Matches(_virtual, text);

    private static bool Matches(Regex[] patterns, string text)
    {
        foreach (var pattern in patterns)
        {
            try
            {
                if (pattern.IsMatch(text))
                {
                    return true;
                }
            }
            catch (RegexMatchTimeoutException)
            {
                // Not told within the limit counts as no match: the scan is refused, nothing wrong goes out.
            }
        }

        return false;
    }

    private static Regex[] Patterns(string setting, IList<string> patterns)
    {
        var made = new Regex[patterns.Count];
        for (var i = 0; i < made.Length; i++)
        {
            try
            {
                made[i] = new Regex(@"\A(?:" + patterns[i] + @")\z", RegexOptions.CultureInvariant, MatchLimit);
            }
            catch (ArgumentException)
            {
                throw new ConfigurationException(setting + "." + i, "is no regular expression");
            }
        }

        return made;
    }
}
