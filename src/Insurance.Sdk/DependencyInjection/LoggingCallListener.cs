using System;
using Insurance.Sdk.Calls;
using Microsoft.Extensions.Logging;

namespace Insurance.Sdk.DependencyInjection;

/// <summary>Writes events to a logger: codes, ids, outcomes, counts, milliseconds. There is nothing else in an event to leak.</summary>
internal sealed class LoggingCallListener : ICallListener
{
    private static readonly Action<ILogger, string, string, string, Exception?> Checked = LoggerMessage.Define<string, string, string>(
        LogLevel.Warning, new EventId(1, "Checked"), "{Hospital} {Code} breaks rules, nothing was sent: {Rules}");

    private static readonly Action<ILogger, string, string, string, int, Exception?> Sealed = LoggerMessage.Define<string, string, string, int>(
        LogLevel.Debug, new EventId(2, "Sealed"), "{Hospital} {Code} {MessageId} sealed, {Bytes} bytes");

    private static readonly Action<ILogger, string, string, string, int, Exception?> Attempted = LoggerMessage.Define<string, string, string, int>(
        LogLevel.Debug, new EventId(3, "Attempted"), "{Hospital} {Code} {MessageId} attempt {Attempt}");

    private static readonly Action<ILogger, string, string, string, string, double, Exception?> Answered = LoggerMessage.Define<string, string, string, string, double>(
        LogLevel.Debug, new EventId(4, "Answered"), "{Hospital} {Code} {MessageId} answered with {Answer} in {Milliseconds} ms");

    private static readonly Action<ILogger, string, string, string, string, double, Exception?> Judged = LoggerMessage.Define<string, string, string, string, double>(
        LogLevel.Information, new EventId(5, "Judged"), "{Hospital} {Code} {MessageId} {Outcome} in {Milliseconds} ms");

    private static readonly Action<ILogger, string, string, string, string, double, Exception?> InDoubt = LoggerMessage.Define<string, string, string, string, double>(
        LogLevel.Error, new EventId(6, "InDoubt"), "{Hospital} {Code} {MessageId} {Outcome} in {Milliseconds} ms");

    private static readonly Action<ILogger, string, string, string, string, Exception?> Unwritten = LoggerMessage.Define<string, string, string, string>(
        LogLevel.Error, new EventId(7, "JournalNotWritten"), "{Hospital} {Code} {MessageId} the journal could not note the outcome ({Failure}); its record stays open");

    private readonly ILogger _logger;
    private readonly string _hospital;

    internal LoggingCallListener(ILogger logger, string? hospital)
    {
        _logger = logger;
        _hospital = hospital ?? "default";
    }

    public void On(CallEvent callEvent)
    {
        switch (callEvent)
        {
            case CallChecked { Errors.Count: > 0 } e:
                Checked(_logger, _hospital, e.Code, string.Join(" ", e.Errors), null);
                break;
            case CallSealed e:
                Sealed(_logger, _hospital, e.Code, e.MessageId, e.Bytes, null);
                break;
            case CallAttempted e:
                Attempted(_logger, _hospital, e.Code, e.MessageId, e.Attempt, null);
                break;
            case CallAnswered e:
                Answered(_logger, _hospital, e.Code, e.MessageId, e.Failure ?? "HTTP " + e.HttpStatus, Math.Round(e.Elapsed.TotalMilliseconds), null);
                break;
            case JournalNotWritten e:
                Unwritten(_logger, _hospital, e.Code, e.MessageId, e.Failure, null);
                break;
            case CallJudged e:
                var write = e.Outcome == CallOutcome.Unknown ? InDoubt : Judged;
                var outcome = e.Outcome + (e.CenterCode is null ? "" : " code " + e.CenterCode) + (e.Deviations.Count == 0 ? "" : " " + string.Join(" ", e.Deviations));
                write(_logger, _hospital, e.Code, e.MessageId, outcome, Math.Round(e.Elapsed.TotalMilliseconds), null);
                break;
        }
    }
}
