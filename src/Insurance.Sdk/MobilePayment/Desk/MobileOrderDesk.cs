using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.MobilePayment;

/// <summary>
/// The mobile-payment desk: uploads fees (6201), places orders (6202), asks (6301), revokes (6401), refunds (6203), and remembers all of it. What it writes down before a command
/// leaves survives a crash; a command without an answer is in doubt, and 6301 decides.
/// </summary>
/// <remarks>Where the client has a journal that can be read, what it recorded of an answer is used after a crash, and what 6301 decides is noted in it. One desk per program serves all threads; several programs may share the store. Every method has a blocking twin that is safe on a thread with a user interface.</remarks>
public sealed partial class MobileOrderDesk
{
    private readonly InsuranceClient _client;
    private readonly IMobileOrderStore _store;
    private readonly MobileOrderDeskOptions _options;
    private readonly MobileOrderBook _book;
    private readonly MobileCommand _command;

    /// <summary>Creates the desk.</summary>
    /// <param name="client">The hospital's client, with the settings mobilePayment.</param>
    /// <param name="store">Where orders are kept, such as DatabaseMobileOrderStore.</param>
    /// <param name="options">How it works; null takes the defaults.</param>
    /// <exception cref="ConfigurationException">The client's settings do not describe the payment platform, or an option is wrong.</exception>
    public MobileOrderDesk(InsuranceClient client, IMobileOrderStore store, MobileOrderDeskOptions? options = null)
    {
        _client = client ?? throw new ArgumentNullException(nameof(client));
        _store = store ?? throw new ArgumentNullException(nameof(store));
        _options = (options ?? new MobileOrderDeskOptions()).Checked(client.Inside.Timeout);
        if (client.Inside.Mobile is null)
        {
            throw new ConfigurationException("mobilePayment.baseUrl", "the payment platform's address, paths, account and keys must be set; no Guangdong document is public, ask your center");
        }

        _book = new MobileOrderBook(store, client.Inside.Time);
        _command = new MobileCommand(client, _options.SettlingTime);
    }

    private DateTimeOffset Now => _book.Now;

    /// <summary>Uploads the fees of a visit: 6201. The order is written down before anything leaves.</summary>
    /// <param name="fees">The input; the authorisation's field is filled in.</param>
    /// <param name="authorization">The patient's consent.</param>
    /// <param name="call">What goes with this call only.</param>
    /// <param name="cancellationToken">Ends the wait; after the request left, its outcome is in doubt.</param>
    /// <returns>The order, with payOrdId and, where the center hosts one, the cashier's page.</returns>
    /// <exception cref="MobileOrderException">The number is used, or the authorisation has lapsed; nothing was sent.</exception>
    /// <exception cref="ValidationException">A rule is broken; nothing was sent or stored.</exception>
    /// <exception cref="OutcomeUnknownException">No usable answer came. payOrdId is not known, so nobody can be asked: take a new number, or let a person look (<see cref="AbandonAsync"/>).</exception>
    public async Task<MobileOrder> UploadAsync(UploadMobileFeesRequest fees, MobileAuthorization authorization, CallOptions? call = null, CancellationToken cancellationToken = default)
    {
        var data = (fees ?? throw new ArgumentNullException(nameof(fees))).Data;
        var number = data.MedOrgOrd ?? "";
        DemandAuthorization(number, authorization ?? throw new ArgumentNullException(nameof(authorization)));
        if (authorization.EcAuthCode is not null)
        {
            throw new MobileOrderException(MobileOrderProblem.AuthorizationLapsed, number, "6201 takes payAuthNo or ecToken; the channel's three fields belong to 6202");
        }

        data.PayAuthNo = authorization.PayAuthNo ?? data.PayAuthNo;
        data.EcToken = authorization.EcToken ?? data.EcToken;
        var options = _command.Options(call);
        MobileFeesCheck.Demand(data, _client.Inside, fees, options);
        await BeginUploadAsync(data, authorization, options, cancellationToken).ConfigureAwait(false);
        UploadMobileFeesAnswer answer;
        try
        {
            answer = await _client.MobilePayment.UploadMobileFeesAsync(fees, options, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (MobileCommand.DidNothing(e))
        {
            await _book.ChangeAsync(number, o => NotUploaded(o, options.MessageId!), "6201: nothing was uploaded (" + e.GetType().Name + ")", CancellationToken.None).ConfigureAwait(false);
            throw;
        }

        return await _book.ChangeAsync(number, o => Uploaded(o, answer.Data, options.MessageId!), "6201 accepted", CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Places an order for uploaded fees: 6202. An order that was placed already comes back as it is; it is never placed twice.</summary>
    /// <param name="medOrgOrd">The hospital's number of the order.</param>
    /// <param name="authorization">The patient's consent.</param>
    /// <param name="request">Further fields (extData, deposit, mdtrtId …); numbers, tokens and authorisation are filled in. Null for none.</param>
    /// <param name="call">What goes with this call only.</param>
    /// <param name="cancellationToken">Ends the wait; after the request left, its outcome is in doubt.</param>
    /// <returns>The order with its split. Where no answer came but 6301 shows that it was placed, that counts.</returns>
    /// <exception cref="MobileOrderException">It cannot be placed now; nothing was sent.</exception>
    /// <exception cref="OutcomeUnknownException">No usable answer came and 6301 does not tell yet: ask with <see cref="RefreshAsync"/> or <see cref="PollAsync"/>.</exception>
    public async Task<MobileOrder> PlaceAsync(
        string medOrgOrd, MobileAuthorization authorization, CreateMobileOrderRequest? request = null, CallOptions? call = null, CancellationToken cancellationToken = default)
    {
        var order = await DecidedAsync(medOrgOrd, cancellationToken).ConfigureAwait(false);
        if (order.Standing is MobileOrderStanding.Processing or MobileOrderStanding.CashPaid or MobileOrderStanding.InsurancePaid or MobileOrderStanding.Paid
            || (order.Standing == MobileOrderStanding.Uploaded && order.PlaceMessageId is not null))
        {
            return order;
        }

        DemandPlaceable(order);
        DemandAuthorization(medOrgOrd, authorization ?? throw new ArgumentNullException(nameof(authorization)));
        var options = _command.Options(call);
        var filled = Filled(order, authorization, request ?? new CreateMobileOrderRequest(), options.MessageId!);
        _client.Inside.Demand(Operations.CreateMobileOrder, filled, options);
        order = await BeginAsync(medOrgOrd, MobileOrderAction.Place, options, "6202 is about to leave", Demanding(DemandPlaceable), cancellationToken).ConfigureAwait(false);
        return await RunAsync(
            order,
            "6202",
            () => _client.MobilePayment.CreateMobileOrderAsync(filled, options, cancellationToken),
            (o, answer) => Placed(o, answer.Data, options.MessageId!),
            o => MobileOrderStates.Progress(o.Standing) >= 2 || o.Standing is MobileOrderStanding.Failed or MobileOrderStanding.NeedsPerson,
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes uploaded fees back: 6401. Only what is not settled; an order that is revoked already comes back as it is.</summary>
    /// <param name="medOrgOrd">The hospital's number of the order.</param>
    /// <param name="call">What goes with this call only.</param>
    /// <param name="cancellationToken">Ends the wait; after the request left, its outcome is in doubt.</param>
    /// <exception cref="MobileOrderException">It cannot be revoked: it is paid (refund it) or in doubt; nothing was sent.</exception>
    /// <exception cref="RefusedException">The platform did not revoke it.</exception>
    /// <exception cref="OutcomeUnknownException">No usable answer came and 6301 does not tell yet.</exception>
    public async Task<MobileOrder> RevokeAsync(string medOrgOrd, CallOptions? call = null, CancellationToken cancellationToken = default)
    {
        var order = await DecidedAsync(medOrgOrd, cancellationToken).ConfigureAwait(false);
        if (order.Standing is MobileOrderStanding.Revoked or MobileOrderStanding.NotUploaded)
        {
            return order;
        }

        MobileOrderStanding[] revocable = { MobileOrderStanding.Uploaded, MobileOrderStanding.Processing, MobileOrderStanding.Failed };
        DemandStanding(order, "6401", revocable);
        var options = _command.Options(call);
        var request = Revocation(order);
        _client.Inside.Demand(Operations.CancelMobileFees, request, options);
        order = await BeginAsync(medOrgOrd, MobileOrderAction.Revoke, options, "6401 is about to leave", Demanding(o => DemandStanding(o, "6401", revocable)), cancellationToken).ConfigureAwait(false);
        return await RunAsync(
            order,
            "6401",
            () => _client.MobilePayment.CancelMobileFeesAsync(request, options, cancellationToken),
            (o, _) => Revoked(o),
            o => o.Standing == MobileOrderStanding.Revoked || o.InsuranceTakenBack,
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks the platform: 6301. Decides what is in doubt, as far as the answer can.</summary>
    /// <param name="medOrgOrd">The hospital's number of the order.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <exception cref="MobileOrderException">The platform's number is not known, so it cannot be asked.</exception>
    public async Task<MobileOrder> RefreshAsync(string medOrgOrd, CancellationToken cancellationToken = default)
    {
        var order = await FromJournalAsync(await _book.NeededAsync(medOrgOrd, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        if (order.Standing == MobileOrderStanding.NotUploaded)
        {
            return order;
        }

        if (order.PayOrdId is null)
        {
            throw new MobileOrderException(MobileOrderProblem.InDoubt, medOrgOrd,
                "the upload's answer was lost, so payOrdId is not known and 6301 cannot be asked. Upload again under a new number; when a person has looked at the platform, close this one with AbandonAsync");
        }

        return await AskAsync(order, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>An order; null where there is none. Nobody is asked.</summary>
    /// <param name="medOrgOrd">The hospital's number of the order.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public Task<MobileOrder?> FindAsync(string medOrgOrd, CancellationToken cancellationToken = default) => _store.FindAsync(medOrgOrd, cancellationToken);

    /// <summary>Notes that the hospital's own books have the payment.</summary>
    /// <param name="medOrgOrd">The hospital's number of the order.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<MobileOrder> ConfirmPostedAsync(string medOrgOrd, CancellationToken cancellationToken = default)
    {
        var order = await _book.ChangeAsync(
            medOrgOrd,
            o => o.PostedAt is not null ? o : o.IsUnposted ? o with { PostedAt = Now } : throw Wrong(o, "only a paid order can be posted"),
            "posted in the hospital's books",
            cancellationToken).ConfigureAwait(false);
        if (_command.Journal is { } journal && order.PlaceMessageId is { } messageId)
        {
            await journal.ConfirmAsync(messageId, cancellationToken).ConfigureAwait(false);
        }

        return order;
    }

    /// <summary>Lets a visit go by a person's decision, whatever the order's state: it holds the visit no longer and is asked about no more. Who and why stay in its history.</summary>
    /// <param name="medOrgOrd">The hospital's number of the order.</param>
    /// <param name="who">Who decided.</param>
    /// <param name="why">What it was seen by.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public Task<MobileOrder> AbandonAsync(string medOrgOrd, string who, string why, CancellationToken cancellationToken = default)
    {
        DemandPerson(who, why);
        return _book.ChangeAsync(medOrgOrd, o => o.ReleasedBy is not null ? o : o with { ReleasedBy = who, ReleasedWhy = why }, "let go: " + why, cancellationToken, who);
    }

    /// <summary>Takes the mark off an order that a person has looked at.</summary>
    /// <param name="medOrgOrd">The hospital's number of the order.</param>
    /// <param name="who">Who looked.</param>
    /// <param name="what">What came of it.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public Task<MobileOrder> ClearAttentionAsync(string medOrgOrd, string who, string what, CancellationToken cancellationToken = default)
    {
        DemandPerson(who, what);
        return _book.ChangeAsync(medOrgOrd, o => o with { Attention = null }, "looked at: " + what, cancellationToken, who);
    }

    /// <summary>Orders that the platform has money of and the hospital's books do not have.</summary>
    /// <param name="cancellationToken">Ends the search.</param>
    public Task<IReadOnlyList<MobileOrder>> ListUnpostedAsync(CancellationToken cancellationToken = default) => _store.ListUnpostedAsync(cancellationToken: cancellationToken);

    private static void DemandPerson(string who, string why)
    {
        if (string.IsNullOrWhiteSpace(who) || string.IsNullOrWhiteSpace(why))
        {
            throw new ArgumentException("Who and why are needed: they stay in the order's history.", string.IsNullOrWhiteSpace(who) ? nameof(who) : nameof(why));
        }
    }

    private static MobileOrderException Wrong(MobileOrder order, string what)
        => new(MobileOrderProblem.WrongStanding, order.MedOrgOrd, "it stands at " + order.Standing + "; " + what);

    private static void DemandStanding(MobileOrder order, string code, params MobileOrderStanding[] standings)
    {
        if (!standings.Contains(order.Standing))
        {
            throw Wrong(order, code + " takes " + string.Join(", ", standings)
                + (order.Standing is MobileOrderStanding.Paid or MobileOrderStanding.InsurancePaid or MobileOrderStanding.CashPaid ? ". What is paid is taken back with RefundAsync (6203)" : ""));
        }
    }

    /// <summary>A 6202 that the platform took may leave the state at 0: it is not placed again all the same.</summary>
    private static void DemandPlaceable(MobileOrder order)
    {
        DemandStanding(order, "6202", MobileOrderStanding.Uploaded);
        if (order.PlaceMessageId is not null)
        {
            throw Wrong(order, "the platform took 6202 already; ask with RefreshAsync (6301)");
        }
    }

    private void DemandAuthorization(string medOrgOrd, MobileAuthorization authorization)
    {
        var until = authorization.ObtainedAt + _options.AuthorizationLife;
        if (Now >= until)
        {
            throw new MobileOrderException(MobileOrderProblem.AuthorizationLapsed, medOrgOrd,
                "the patient's authorisation lapsed at " + ChinaTime.FromDateTimeOffset(until) + "; let the patient authorise again" + (medOrgOrd.Length == 0 ? "" : ", nothing was sent"));
        }
    }
}
