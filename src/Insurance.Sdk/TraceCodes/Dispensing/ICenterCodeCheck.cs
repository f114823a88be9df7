using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.TraceCodes;

/// <summary>What the center said about a code.</summary>
public enum CenterCodeState
{
    /// <summary>It knows no sale of the whole pack.</summary>
    NotSold,

    /// <summary>It knows the whole pack as sold.</summary>
    Sold,

    /// <summary>It could not be asked.</summary>
    NotReachable,
}

/// <summary>Asks the center whether a pack was sold.</summary>
public interface ICenterCodeCheck
{
    /// <summary>Asks; failures of the network are an answer, not an exception.</summary>
    /// <param name="code">The trace code.</param>
    /// <param name="nationalItemCode">med_list_codg of the line.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    Task<CenterCodeState> AskAsync(string code, string nationalItemCode, CancellationToken cancellationToken);
}

/// <summary>Asks with 3513 商品销售追溯信息查询. Sales with trdn_flag 1 say nothing: an opened pack's code comes again.</summary>
/// <remarks>The center keeps showing a sale that was returned; the desk therefore does not ask about packs that came back here.</remarks>
public sealed class CenterCodeCheck : ICenterCodeCheck
{
    private readonly InsuranceClient _client;
    private readonly string _institutionCode;
    private readonly CallOptions? _options;

    /// <summary>Creates the check.</summary>
    /// <param name="client">The client; give the call a short time-out, a person waits for it.</param>
    /// <param name="institutionCode">fixmedins_code of the hospital.</param>
    /// <param name="options">What the calls do otherwise than the settings say.</param>
    public CenterCodeCheck(InsuranceClient client, string institutionCode, CallOptions? options = null)
    {
        _client = client ?? throw new ArgumentNullException(nameof(client));
        _institutionCode = institutionCode ?? throw new ArgumentNullException(nameof(institutionCode));
        _options = options;
    }

    /// <inheritdoc/>
    public async Task<CenterCodeState> AskAsync(string code, string nationalItemCode, CancellationToken cancellationToken)
    {
        var request = new QuerySoldTraceCodesRequest { Data = { FixmedinsCode = _institutionCode, MedListCodg = nationalItemCode, DrugTracCodg = code } };
        try
        {
            var answer = await _client.Inventory.QuerySoldTraceCodesAsync(request, _options, cancellationToken).ConfigureAwait(false);
            return answer.Output.Any(r => string.Equals(r.DrugTracCodg, code, StringComparison.Ordinal) && r.TrdnFlag != "1") ? CenterCodeState.Sold : CenterCodeState.NotSold;
        }
        catch (InsuranceException e) when (e is not ConfigurationException)
        {
            // Also a code that the query has no room for (30 characters in older tables): the person at the counter can do nothing about it.
            return CenterCodeState.NotReachable;
        }
    }
}
