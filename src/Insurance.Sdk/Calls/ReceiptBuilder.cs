using System.Collections.Generic;

namespace Insurance.Sdk.Calls;

/// <summary>Gathers the facts of a call over its chunks; the last chunk's answer stands for all.</summary>
internal sealed class ReceiptBuilder
{
    private readonly List<ValidationError> _warnings = new();
    private readonly List<string> _messageIds = new();
    private readonly List<string> _centerWarnings = new();
    private JudgedAnswer? _last;

    internal ReceiptBuilder(IReadOnlyList<ValidationError> warnings)
    {
        _warnings.AddRange(warnings);
    }

    internal List<Deviation> Deviations { get; } = new();

    internal void Add(AcceptedMessage accepted)
    {
        _messageIds.Add(accepted.MessageId);
        Deviations.AddRange(accepted.Answer.Deviations);
        if (accepted.Answer.WarningText is { Length: > 0 } warning && !_centerWarnings.Contains(warning))
        {
            _centerWarnings.Add(warning);
        }

        _last = accepted.Answer;
    }

    internal CallReceipt Build(IReadOnlyList<LineResult> lines)
        => new()
        {
            MessageId = _messageIds.Count == 0 ? "" : _messageIds[_messageIds.Count - 1],
            MessageIds = _messageIds,
            CenterReference = _last?.CenterReference,
            CenterCode = _last?.CenterCode,
            CenterText = _last?.CenterText,
            WarningText = _centerWarnings.Count == 0 ? null : string.Join("\n", _centerWarnings),
            HttpStatus = _last?.HttpStatus ?? 0,
            RawBody = _last?.RawBody ?? default,
            File = _last?.File ?? default,
            Deviations = Deviations,
            Warnings = _warnings,
            Lines = lines,
        };
}
