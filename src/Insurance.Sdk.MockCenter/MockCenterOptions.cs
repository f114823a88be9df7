using System;
using System.Collections.Generic;
using System.Text.Json.Nodes;
using Insurance.Sdk.MockCenter.MobilePayment;
using Insurance.Sdk.MockCenter.Money;
using Insurance.Sdk.MockCenter.Persons;
using Insurance.Sdk.MockCenter.Protection;
using Insurance.Sdk.MockCenter.Reconciliation;
using Insurance.Sdk.MockCenter.Visits;

namespace Insurance.Sdk.MockCenter;

/// <summary>How the mock center behaves. Every default that stands for an unanswered question about the real center says so.</summary>
public sealed class MockCenterOptions
{
    /// <summary>Edition of the standard, such as <c>guangdong</c>.</summary>
    public string Edition { get; set; } = "guangdong";

    /// <summary>A hospital's corrections over the edition; null for none.</summary>
    public JsonObject? Corrections { get; set; }

    /// <summary>TCP port on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; set; }

    /// <summary>
    /// Path before the number, such as <c>/ebus/test/hsa/hgs/</c> or <c>/ebus/test/poc-hsa-hgs-</c>; null accepts any.
    /// A path without a number is a fixed URL: the number then comes from infno alone.
    /// </summary>
    public string? PathPrefix { get; set; }

    /// <summary>What checks the headers.</summary>
    public MockGateway Gateway { get; set; } = MockGateway.Tif;

    /// <summary>x-tif-paasid, or the CSB access key.</summary>
    public string PaasId { get; set; } = "mock-account";

    /// <summary>Token of the x-tif signature, or the CSB secret key.</summary>
    public string Token { get; set; } = "mock-token";

    /// <summary>Case of the x-tif signature. A real gateway of this kind was seen to compare ignoring case.</summary>
    public HeaderHashCase HeaderHashCase { get; set; }

    /// <summary>Largest difference in seconds between the caller's clock and the center's; 180 for x-tif, 1800 is usual for CSB.</summary>
    public int ClockSkewSeconds { get; set; } = 180;

    /// <summary>Minutes in which a nonce may not come again.</summary>
    public int NonceMinutes { get; set; } = 10;

    /// <summary>HTTP status with which the gateway refuses; null takes 500 for x-tif and 200 for CSB.</summary>
    public int? GatewayRefusalStatus { get; set; }

    /// <summary>fixmedins_code values that are known; empty accepts any.</summary>
    public IList<string> InstitutionCodes { get; } = new List<string>();

    /// <summary>Clock of the center.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>File that keeps the ledger as JSON lines and is replayed at start; null keeps it in memory. Use invented data only: the lines are kept whole.</summary>
    public string? LedgerFile { get; set; }

    /// <summary>Whether infcode is written as text ("0") in place of a number (0). Both are seen in the field.</summary>
    public bool InfcodeAsText { get; set; }

    /// <summary>A msgid that comes again. What a real center does is unknown; it is allowed and marked in the message log.</summary>
    public Strictness DuplicateMessageId { get; set; } = Strictness.Allow;

    /// <summary>A msgid that is not institution code + yyyyMMddHHmmss + 4 digits.</summary>
    public Strictness MessageIdShape { get; set; } = Strictness.Refuse;

    /// <summary>Whether every transaction but 9001 needs the sign_no of a sign-in that still holds. Unknown of the real center; off.</summary>
    public bool DemandSignIn { get; set; }

    /// <summary>A number where the table says text, or text where it says number.</summary>
    public Strictness NumberAsText { get; set; } = Strictness.Refuse;

    /// <summary>A value that is not in the published code list. Lists known from evidence only are never enforced.</summary>
    public Strictness CodeLists { get; set; } = Strictness.Refuse;

    /// <summary>A key that the table does not have.</summary>
    public Strictness UnknownFields { get; set; } = Strictness.Refuse;

    /// <summary>JSON null as the value of an optional field.</summary>
    public Strictness NullValues { get; set; } = Strictness.Refuse;

    /// <summary>A fixmedins_bchno that comes again. Unknown of the real center.</summary>
    public RepeatedBatchNumber RepeatedBatchNumber { get; set; }

    /// <summary>How the A forms answer per line. Unknown of the real center.</summary>
    public LineAnswers LineAnswers { get; set; }

    /// <summary>
    /// Whether stock may not go below zero and a return must name a sale or purchase that is in the ledger.
    /// Off: many hospitals start without a first count.
    /// </summary>
    public bool StrictStock { get; set; }

    /// <summary>Persons that the center knows. Invented ones are there from the start; 1101 and every visit refuse others.</summary>
    public MockPersons Persons { get; } = new();

    /// <summary>How the center shares a bill between fund, account and person.</summary>
    public MockMoney Money { get; } = new();

    /// <summary>Rules of visits and settlements, where it is unknown what a real center does.</summary>
    public MockVisitRules Visits { get; } = new();

    /// <summary>How the center compares books (3201, 3202).</summary>
    public MockReconciliation Reconciliation { get; } = new();

    /// <summary>Numbers that are checked and answered from the Spec although the center could work them: for tests of messages without a visit behind them.</summary>
    public ISet<string> AnsweredFromSpec { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Catalogues that the center serves, and what it does with mappings.</summary>
    public MockCatalogues Catalogues { get; } = new();

    /// <summary>Opens and seals bodies (SM2/SM4); null takes plain bodies.</summary>
    public IMockProtection? Protection { get; set; }

    /// <summary>The payment platform's side of a channel (6201, 6202, 6203, 6301, 6401; notices 6302, 6204); null where there is none.</summary>
    public MockMobilePayment? MobilePayment { get; set; }

    /// <summary>How long the fault <c>delay</c> waits when it names no time.</summary>
    public TimeSpan DefaultDelay { get; set; } = TimeSpan.FromSeconds(1000);

    /// <summary>Largest body in bytes.</summary>
    public long MaxBodyBytes { get; set; } = 200L * 1024 * 1024;
}
