using System;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Signing;
using Insurance.Sdk.TraceCodes;

namespace Insurance.Sdk.MobilePayment;

/// <summary>
/// Takes what the platform sends by itself: 6302 医保结算结果通知 and 6204 医保订单信息同步. Verifies, decrypts, lays it over the order in one transaction with the note that it came,
/// and answers; the same notice once more gets the same answer and changes nothing.
/// </summary>
/// <remarks>Put it behind an address of your web server: give it the body of the request, send status and body of the reply. Safe for use by many threads.</remarks>
public sealed class MobilePaymentInbox
{
    private const int Tries = 20;

    // A notice tells what happened; it never shows that a command did not.
    private static readonly TimeSpan NeverSettled = TimeSpan.FromDays(3650);

    private readonly IMobilePaymentSeal _seal;
    private readonly IMobileOrderStore _store;
    private readonly ICodec _codec;
    private readonly TimeProvider _time;
    private readonly string _successCode;
    private readonly MobilePaymentInboxOptions _options;

    /// <summary>Creates the inbox.</summary>
    /// <param name="client">The hospital's client.</param>
    /// <param name="store">Where orders are kept, such as DatabaseMobileOrderStore.</param>
    /// <param name="options">How it answers; null takes the defaults.</param>
    /// <param name="seal">Opens notices in place of the client's own channel; null takes that.</param>
    /// <exception cref="ConfigurationException">The client has no channel to the platform, and no seal was given.</exception>
    public MobilePaymentInbox(InsuranceClient client, IMobileOrderStore store, MobilePaymentInboxOptions? options = null, IMobilePaymentSeal? seal = null)
    {
        var inside = (client ?? throw new ArgumentNullException(nameof(client))).Inside;
        _store = store ?? throw new ArgumentNullException(nameof(store));
        _seal = seal ?? inside.Mobile?.Seal
            ?? throw new ConfigurationException("mobilePayment.baseUrl", "the payment platform's address, account and keys must be set; no Guangdong document is public, ask your center");
        _codec = inside.Codec;
        _time = inside.Time;
        _successCode = inside.Mobile?.SuccessCode ?? "0";
        _options = options ?? new MobilePaymentInboxOptions();
    }

    /// <summary>Takes a notice in.</summary>
    /// <param name="body">The request's body as it came.</param>
    /// <param name="cancellationToken">Ends the work; the platform then sends the notice again.</param>
    /// <returns>What to answer. It is a success only after the notice is durable.</returns>
    public async Task<MobileNoticeReply> HandleAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
    {
        MobilePaymentMessage message;
        try
        {
            message = _seal.OpenRequest(body);
        }
        catch (SignatureException e)
        {
            return NotGenuine(401, e.Message);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return NotGenuine(400, e is ProtocolException ? e.Message : "the seal failed with " + e.GetType().Name);
        }

        if (!message.IsVerified)
        {
            return NotGenuine(401, "the message is not signed");
        }

        NoticeReading? notice;
        try
        {
            notice = NoticeReading.Of(_codec, message.Data, _time.GetUtcNow());
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return Refused(MobileNoticeResult.NotGenuine, 400, "", "the data cannot be read (" + e.GetType().Name + ")", "数据无法读取");
        }

        if (notice is null || (notice.PayOrdId.Length == 0 && notice.MedOrgOrd.Length == 0))
        {
            return Refused(MobileNoticeResult.NotGenuine, 400, notice?.Code ?? "", "the data name no order", "缺少订单号");
        }

        try
        {
            return await TakeAsync(notice, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return Refused(MobileNoticeResult.NotStored, 500, notice.Code, "it could not be stored (" + e.GetType().Name + ")", "暂时无法处理，请重发", e);
        }
    }

    /// <summary>Blocking twin of <see cref="HandleAsync"/>; safe on a thread with a user interface.</summary>
    /// <param name="body">The request's body as it came.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public MobileNoticeReply Handle(ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default) => Blocking.Run(() => HandleAsync(body, cancellationToken));

    private async Task<MobileNoticeReply> TakeAsync(NoticeReading notice, CancellationToken cancellationToken)
    {
        for (var left = Tries; left > 0; left--)
        {
            if (await _store.FindNoticeAsync(notice.Key, cancellationToken).ConfigureAwait(false) is { } known)
            {
                return Success(MobileNoticeResult.Repeated, notice, await _store.FindAsync(known.MedOrgOrd, cancellationToken).ConfigureAwait(false));
            }

            var byPlatform = notice.PayOrdId.Length == 0 ? null : await _store.FindByPayOrderAsync(notice.PayOrdId, cancellationToken).ConfigureAwait(false);
            var byHospital = notice.MedOrgOrd.Length == 0 ? null : await _store.FindAsync(notice.MedOrgOrd, cancellationToken).ConfigureAwait(false);
            var order = byPlatform ?? byHospital;
            if (order is null)
            {
                return Refused(MobileNoticeResult.UnknownOrder, 200, notice.Code, "no order has its numbers", "订单不存在");
            }

            if ((notice.MedOrgOrd.Length > 0 && order.MedOrgOrd != notice.MedOrgOrd) || (notice.PayOrdId.Length > 0 && order.PayOrdId is { } told && told != notice.PayOrdId))
            {
                return Refused(MobileNoticeResult.UnknownOrder, 200, notice.Code, "payOrdId and medOrgOrd belong to two orders", "订单号不一致");
            }

            var now = _time.GetUtcNow();
            var changed = MobileOrderMachine.Apply(order, notice.Seen, now, NeverSettled) with { ChangedAt = now };
            var why = new MobileOrderEvent(now, notice.Code + " came: the order stands at " + changed.Standing);
            if (await _store.TryChangeAsync(changed, why, new MobileNotice(notice.Key, notice.Code, order.MedOrgOrd, now), cancellationToken).ConfigureAwait(false))
            {
                return Success(MobileNoticeResult.Taken, notice, changed with { Version = changed.Version + 1 });
            }
        }

        return Refused(MobileNoticeResult.NotStored, 500, notice.Code, "too many programs change the order at the same time", "暂时无法处理，请重发");
    }

    private MobileNoticeReply Success(MobileNoticeResult result, NoticeReading notice, MobileOrder? order)
        => new(result, 200, Sealed(true, "成功")) { Code = notice.Code, Order = order };

    private MobileNoticeReply Refused(MobileNoticeResult result, int status, string code, string problem, string text, Exception? failure = null)
        => new(result, status, Sealed(false, text)) { Code = code, Problem = problem, Failure = failure };

    /// <summary>Who cannot prove to be the platform gets nothing signed.</summary>
    private MobileNoticeReply NotGenuine(int status, string problem)
        => new(MobileNoticeResult.NotGenuine, status, Plain(false, "报文验证失败")) { Problem = problem };

    private byte[] Sealed(bool success, string text)
        => _options.PlainAnswers
            ? Plain(success, text)
            : _seal.SealAnswer(NoticeAnswer.Data(success, text), success ? _successCode : _options.FailureCode, text, keepScalars: true);

    private byte[] Plain(bool success, string text) => NoticeAnswer.Plain(success ? _successCode : _options.FailureCode, success, text);
}

/// <summary>How the inbox answers. No source states what the platform expects of 6204, or how it repeats.</summary>
public sealed class MobilePaymentInboxOptions
{
    /// <summary>code of an answer that is no success. Default -1.</summary>
    public string FailureCode { get; set; } = "-1";

    /// <summary>True answers with plain JSON (code, success, message) in place of a sealed message. Default false.</summary>
    public bool PlainAnswers { get; set; }
}
