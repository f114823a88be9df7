using System;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Journal;

namespace Insurance.Sdk.MobilePayment;

/// <summary>The question that decides a command of mobile payment without an answer.</summary>
/// <param name="Input">The input of 6301; null where nobody can be asked.</param>
/// <param name="Why">Why nobody can be asked; "" otherwise. No personal data.</param>
/// <param name="Order">The order as the desk knows it; null where it does not.</param>
public sealed record MobileRecoveryQuestion(GetMobileOrderResultRequest? Input, string Why, MobileOrder? Order = null)
{
    /// <summary>Whether it can be asked; no personal data.</summary>
    public override string ToString() => Input is null ? Why : "6301";
}

/// <summary>What an answer of 6301 says about a command without an answer.</summary>
public enum MobileRecoveryOutcome
{
    /// <summary>Nothing for certain yet.</summary>
    Undecided,

    /// <summary>The platform took it.</summary>
    Accepted,

    /// <summary>It did not.</summary>
    NotAccepted,
}

/// <summary>What recovery needs to decide journal records of 6201, 6202, 6203 and 6401: from the record to the question (6301), and from its answer to a verdict.</summary>
public static class MobilePaymentRecovery
{
    /// <summary>True where 6301 can decide a record: 6202, 6203, 6401. A lost 6201 told no payOrdId, so nobody can be asked.</summary>
    /// <param name="operationKey"><see cref="JournalEntry.OperationKey"/>.</param>
    public static bool Decides(string? operationKey) => operationKey is "6202" or "6203" or "6401";

    /// <summary>The question for a record. What the record itself does not have is taken from the order, or from the journal's record of the upload.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="record">The record of 6202, 6203 or 6401.</param>
    /// <param name="orders">The desk's orders; null where there are none.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static async Task<MobileRecoveryQuestion> QuestionAsync(IRecoveryJournal journal, JournalEntry record, IMobileOrderStore? orders = null, CancellationToken cancellationToken = default)
    {
        _ = journal ?? throw new ArgumentNullException(nameof(journal));
        if (!Decides((record ?? throw new ArgumentNullException(nameof(record))).OperationKey))
        {
            return new MobileRecoveryQuestion(null, "payOrdId was never told, so nobody can be asked: upload again under a new medOrgOrd");
        }

        var message = await journal.ReadMessageAsync(record.MessageId, cancellationToken).ConfigureAwait(false);
        var sent = Fields(message?.Input, "payOrdId", "payToken", "orgCodg", "idNo", "userName", "idType");
        var payOrdId = sent["payOrdId"];
        if (payOrdId.Length == 0)
        {
            return new MobileRecoveryQuestion(null, "the record names no payOrdId");
        }

        var order = orders is null ? null : await orders.FindByPayOrderAsync(payOrdId, cancellationToken).ConfigureAwait(false);
        if (order?.Secrets.PayToken is not null)
        {
            return new MobileRecoveryQuestion(QuestionOf(order), "", order);
        }

        foreach (var upload in await journal.FindByKeyAsync("payOrdId", payOrdId, cancellationToken).ConfigureAwait(false))
        {
            if (upload.OperationKey == "6201" && await journal.ReadMessageAsync(upload.MessageId, cancellationToken).ConfigureAwait(false) is { } known)
            {
                Fill(sent, Fields(known.Input, "orgCodg", "idNo", "userName", "idType"));
                Fill(sent, Fields(known.Output, "payToken"));
            }
        }

        foreach (var field in sent)
        {
            if (field.Value.Length == 0)
            {
                return new MobileRecoveryQuestion(null, "6301 needs " + field.Key + ", which neither the order nor the journal has", order);
            }
        }

        return new MobileRecoveryQuestion(Question(sent["payOrdId"], sent["payToken"], sent["orgCodg"], sent["idNo"], sent["userName"], sent["idType"]), "", order);
    }

    /// <summary>What the answer says about the record.</summary>
    /// <param name="record">The record of 6202, 6203 or 6401.</param>
    /// <param name="answer">The answer of 6301.</param>
    /// <param name="isSettled">True where the question was asked long enough after the command left (some minutes): only then does "the order stands as before" mean that nothing happened.</param>
    /// <param name="order">The order as the desk knew it before, for refunds; null where it does not.</param>
    public static MobileRecoveryOutcome Judge(JournalEntry record, GetMobileOrderResultAnswer answer, bool isSettled, MobileOrder? order = null)
    {
        var state = (answer ?? throw new ArgumentNullException(nameof(answer))).Data.OrdStas;
        var standing = MobileOrderStates.StandingOf(state);
        return (record ?? throw new ArgumentNullException(nameof(record))).OperationKey switch
        {
            "6202" when standing == MobileOrderStanding.Uploaded => Nothing(isSettled),
            "6202" when standing == MobileOrderStanding.Failed => MobileRecoveryOutcome.NotAccepted,
            "6202" when MobileOrderStates.Progress(standing) >= 2 => MobileRecoveryOutcome.Accepted,
            "6401" when MobileOrderStates.InsuranceTakenBack(state) && standing is MobileOrderStanding.Revoked or MobileOrderStanding.PartlyRefunded => MobileRecoveryOutcome.Accepted,
            "6401" when standing == MobileOrderStanding.Uploaded || state?.Trim() == MobileOrderState.PreSettled => Nothing(isSettled),
            "6203" => OfRefund(record, standing, state, isSettled, order),
            _ => MobileRecoveryOutcome.Undecided,
        };
    }

    internal static GetMobileOrderResultRequest QuestionOf(MobileOrder order)
        => Question(order.PayOrdId!, order.Secrets.PayToken, order.OrgCodg, order.Secrets.IdNo, order.Secrets.UserName, order.Secrets.IdType);

    private static MobileRecoveryOutcome OfRefund(JournalEntry record, MobileOrderStanding standing, string? state, bool isSettled, MobileOrder? order)
    {
        var refund = order is null ? null : MobileRefunds.WithMessage(order, record.MessageId);
        if (standing == MobileOrderStanding.Paid)
        {
            return refund is { IsUndecided: true } ? MobileRecoveryOutcome.Undecided : Nothing(isSettled);
        }

        // An earlier part refund shows the same state: only a change of it tells.
        return standing is MobileOrderStanding.Refunded or MobileOrderStanding.PartlyRefunded && state?.Trim() != MobileOrderState.InsuranceRevoked && state?.Trim() != refund?.OrdStasBefore?.Trim()
            ? MobileRecoveryOutcome.Accepted
            : MobileRecoveryOutcome.Undecided;
    }

    private static MobileRecoveryOutcome Nothing(bool isSettled) => isSettled ? MobileRecoveryOutcome.NotAccepted : MobileRecoveryOutcome.Undecided;

    private static GetMobileOrderResultRequest Question(string payOrdId, string? payToken, string orgCodg, string idNo, string userName, string idType)
    {
        var request = new GetMobileOrderResultRequest();
        request.Data.PayOrdId = payOrdId;
        request.Data.PayToken = payToken;
        request.Data.OrgCodg = orgCodg;
        request.Data.IdNo = idNo;
        request.Data.UserName = userName;
        request.Data.IdType = idType;
        return request;
    }

    private static void Fill(Dictionary<string, string> target, Dictionary<string, string> source)
    {
        foreach (var field in source)
        {
            if (target[field.Key].Length == 0)
            {
                target[field.Key] = field.Value;
            }
        }
    }

    private static Dictionary<string, string> Fields(byte[]? message, params string[] codes)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        JsonDocument? json = null;
        try
        {
            json = JsonDocument.Parse(message is { Length: > 0 } ? message : Encoding.ASCII.GetBytes("{}"));
        }
        catch (JsonException)
        {
            // What cannot be read names nothing.
        }

        using (json)
        {
            var data = json is not null && json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("data", out var node) ? node : default;
            foreach (var code in codes)
            {
                fields[code] = DataFields.Text(data, code);
            }
        }

        return fields;
    }
}
