using System;
using System.Collections.Generic;
using System.Text.Json;
using System.Text.Json.Nodes;
using Insurance.Sdk.MockCenter.Checking;
using Insurance.Sdk.MockCenter.Envelopes;
using Insurance.Sdk.MockCenter.Handlers;
using Insurance.Sdk.MockCenter.Ledger;
using Insurance.Sdk.Spec;

namespace Insurance.Sdk.MockCenter;

/// <summary>The way of one message behind the gateway: read, check the envelope, open, check the fields, work it, answer.</summary>
internal sealed class Center
{
    private readonly StandardSpec _standard = StandardSpec.Current;
    private readonly MockCenterOptions _options;
    private readonly IReadOnlyDictionary<string, TransactionView> _transactions;
    private readonly EnvelopeCheck _envelopes;
    private readonly AnswerEnvelope _answers;
    private readonly SpecChecker _checker;
    private readonly HandlerTable _handlers = new();

    internal Center(MockCenterOptions options, CenterLedger ledger)
    {
        _options = options;
        Ledger = ledger;
        var edition = CenterEdition.Of(options.Edition, options.Corrections);
        _transactions = edition.Transactions;
        _envelopes = new EnvelopeCheck(options);
        _answers = new AnswerEnvelope(options);
        _checker = new SpecChecker(_standard, edition.View, options);
    }

    internal CenterLedger Ledger { get; }

    internal bool IsNumber(string text) => _transactions.ContainsKey(text);

    /// <summary>Works a message. The answer is plain: sealing is the last step.</summary>
    internal CenterReply Process(byte[] body, string? urlNumber, byte[]? file = null)
    {
        var received = _options.TimeProvider.ChinaNow();
        if (RequestEnvelope.Read(body) is not { } envelope)
        {
            return Refuse(received, null, urlNumber ?? "", ["报文不是合法的JSON对象"]);
        }

        var number = urlNumber ?? envelope.Number;
        if (_envelopes.Errors(envelope, urlNumber) is { Count: > 0 } errors)
        {
            return Refuse(received, envelope, number, errors);
        }

        var ledger = Ledger.For(envelope.Institution);
        lock (ledger.Gate)
        {
            var isDuplicate = !ledger.Note(envelope.MessageId);
            var reply = isDuplicate && _options.DuplicateMessageId == Strictness.Refuse
                ? Refuse(received, envelope, number, ["msgid 发送方报文ID：重复"])
                : Work(received, envelope, number, ledger, file);
            return reply with { IsDuplicate = isDuplicate };
        }
    }

    /// <summary>Seals an accepted answer when the bodies of this center are protected.</summary>
    internal void Seal(CenterReply reply, bool spoilSignature)
    {
        if (_options.Protection is { } protection && reply.Outcome != "refused" && reply.File is null)
        {
            protection.Seal(reply.Answer, spoilSignature);
        }
    }

    private CenterReply Work(DateTimeOffset received, RequestEnvelope envelope, string number, InstitutionLedger ledger, byte[]? file)
    {
        if (!_transactions.TryGetValue(number, out var transaction))
        {
            return Refuse(received, envelope, number, ["infno 交易编号：交易不存在"]);
        }

        if (transaction.Availability == Availability.No || transaction.Spec.IsInbound)
        {
            return Refuse(received, envelope, number, [transaction.Spec.IsInbound ? "infno 交易编号：此交易由医保中心发起" : "infno 交易编号：本地区未开通此交易"]);
        }

        if (!transaction.HasTable)
        {
            return Refuse(received, envelope, number, ["infno 交易编号：模拟中心没有此交易的字段表，请在更正文件（corrections）中给出"]);
        }

        if (_options.DemandSignIn && transaction.Spec.Key != "9001" && !ledger.Sessions.Holds(envelope.SignNumber))
        {
            return Refuse(received, envelope, number, ["sign_no 交易签到流水号：未签到或已签退"]);
        }

        if (Open(envelope, out var input) is { } sealedWrong)
        {
            return Refuse(received, envelope, number, [sealedWrong]);
        }

        // The binary part of a form stands for the field that holds the bytes in JSON.
        if (file is not null && input?["fsUploadIn"] is JsonObject upload)
        {
            upload["in"] = Convert.ToBase64String(file);
        }

        var read = _checker.Check(transaction, input);
        if (read.Errors.Count > 0)
        {
            return Refuse(received, envelope, number, read.Errors) with { Warnings = read.Warnings };
        }

        return Answer(new CenterCall(transaction, envelope, read, ledger, _options, received));
    }

    private CenterReply Answer(CenterCall call)
    {
        if (_options.Catalogues.CheckFeeLines && CatalogueFeeCheck.Refusal(call) is { } notMapped)
        {
            return Refuse(call.Now, call.Envelope, call.Transaction.Number, [notMapped], "ledger") with { Warnings = call.Input.Warnings };
        }

        var handler = _options.AnsweredFromSpec.Contains(call.Transaction.Number) ? null : _handlers.Find(call.Transaction.Spec.Key);
        var said = handler is null ? new HandlerAnswer(SampleMessage.Output(call.Transaction, _standard)) : handler(call);
        if (said.Refusal is { } refusal)
        {
            return Refuse(call.Now, call.Envelope, call.Transaction.Number, [refusal], "ledger") with { Warnings = call.Input.Warnings };
        }

        return new CenterReply(_answers.Accepted(call.Envelope.Area, call.Now, said.Output), said.IsPartly ? "partly-accepted" : "accepted", handler is null ? "spec" : "ledger")
        {
            File = said.File,
            Number = call.Transaction.Number,
            MessageId = call.Envelope.MessageId,
            Warnings = call.Input.Warnings,
        };
    }

    private string? Open(RequestEnvelope envelope, out JsonNode? input)
    {
        input = envelope.Json["input"];
        if (_options.Protection is null)
        {
            return envelope.Text("enc_type").Length > 0 ? "enc_type：本中心未启用报文加密" : null;
        }

        if (_options.Protection.Open(envelope.Json, out var plain) is { } wrong)
        {
            return wrong;
        }

        try
        {
            input = JsonNode.Parse(plain!, documentOptions: WireJson.Strict);
            return null;
        }
        catch (JsonException)
        {
            return "input 交易输入：解密后不是合法的JSON";
        }
    }

    private CenterReply Refuse(DateTimeOffset received, RequestEnvelope? envelope, string number, IReadOnlyList<string> errors, string from = "check")
        => new(_answers.Refused(received, errors), "refused", from)
        {
            Number = number,
            MessageId = envelope?.MessageId,
            Reason = string.Join("；", errors),
        };
}
