using System;
using System.Collections.Generic;
using System.Globalization;
using Insurance.Sdk.Envelopes;
using Insurance.Sdk.Signing;
using Microsoft.Extensions.Configuration;

namespace Insurance.Sdk;

/// <summary>What happens when a value is not on a code list of the standard.</summary>
public enum CodeListRule
{
    /// <summary>The request goes out, with a warning in the receipt.</summary>
    Warn,

    /// <summary>The request is refused before anything is sent.</summary>
    Fail,
}

/// <summary>How a line counts when the answer names it without a verdict (retRslt 返回结果 is missing). A line that no result names is accepted.</summary>
public enum MissingLineRule
{
    /// <summary>No verdict is no refusal.</summary>
    Accepted,

    /// <summary>Only an explicit success counts.</summary>
    Refused,
}

/// <summary>How fields that are not set go out. A field set to "" is always written as "".</summary>
public enum EmptyFieldRule
{
    /// <summary>They are left out.</summary>
    Omit,

    /// <summary>A text goes out as "", a number as "0", as the printed text demands of empty values.</summary>
    Send,
}

/// <summary>The settings of one hospital's client: one shape for code, a JSON file and <see cref="IConfiguration"/> (docs/reference/configuration.md).</summary>
public sealed class InsuranceOptions
{
    /// <summary>profile: guangdong, hunan, jilin, inner-mongolia or custom. Required.</summary>
    public string Profile { get; set; } = "";

    /// <summary>baseUrl: absolute http or https address without user name. Taken literally as a prefix in front of the number, or as the whole address, as the profile's gateway does. Required.</summary>
    public string BaseUrl { get; set; } = "";

    /// <summary>paasId: account code at the x-tif gateway. Environment: INSURANCE_PAASID.</summary>
    public string PaasId { get; set; } = "";

    /// <summary>token: secret of the account at the x-tif gateway, or the bearer token of a plain gateway. Environment: INSURANCE_TOKEN.</summary>
    public string Token { get; set; } = "";

    /// <summary>institutionCode: fixmedins_code 定点医药机构编号, 12 letters or digits. Required.</summary>
    public string InstitutionCode { get; set; } = "";

    /// <summary>institutionName: fixmedins_name 定点医药机构名称, 1 to 200 characters. Required.</summary>
    public string InstitutionName { get; set; } = "";

    /// <summary>area: mdtrtarea_admvs 就医地医保区划, six digits given by the center. Required.</summary>
    public string Area { get; set; } = "";

    /// <summary>receiverSystem: recer_sys_code 接收方系统代码, 1 to 10 characters, free per site. Default: the profile's.</summary>
    public string? ReceiverSystem { get; set; }

    /// <summary>operator: who makes calls that name nobody else. Default: type "1" with the institution's code and name.</summary>
    public Operator? Operator { get; set; }

    /// <summary>protection: how input is sealed and output opened. Default: the profile's kind.</summary>
    public ProtectionOptions? Protection { get; set; }

    /// <summary>edition: edition of the standard; only to override the profile's, or with profile custom. Default there: base.</summary>
    public string? Edition { get; set; }

    /// <summary>gateway: x-tif, csb, hmac-sm3 or none; only to override the profile's, or with profile custom.</summary>
    public string? Gateway { get; set; }

    /// <summary>urlShape: prefix (baseUrl + number) or fixed (baseUrl alone). Default: the profile's.</summary>
    public string? UrlShape { get; set; }

    /// <summary>routes: pattern of numbers such as <c>42*</c>, and the base address used for them instead of baseUrl.</summary>
    public IDictionary<string, string> Routes { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>hashCase: lower (default) or upper letters in the x-tif signature.</summary>
    public string? HashCase { get; set; }

    /// <summary>apiName: fixed _api_name of a csb gateway; null sends the number.</summary>
    public string? ApiName { get; set; }

    /// <summary>apiVersion: _api_version of a csb gateway. Default 1.0.0.</summary>
    public string? ApiVersion { get; set; }

    /// <summary>headers: further HTTP headers that never change.</summary>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>accessKey: account at a csb or hmac-sm3 gateway. Environment: INSURANCE_ACCESSKEY.</summary>
    public string AccessKey { get; set; } = "";

    /// <summary>secretKey: secret at a csb or hmac-sm3 gateway. Environment: INSURANCE_SECRETKEY.</summary>
    public string SecretKey { get; set; } = "";

    /// <summary>timestampUnit: seconds or milliseconds in a csb or hmac-sm3 header. Default: the gateway's.</summary>
    public string? TimestampUnit { get; set; }

    /// <summary>contentType of requests. Default: the profile's.</summary>
    public string? ContentType { get; set; }

    /// <summary>infver 接口版本号, 1 to 6 characters, told by the center. Default: the profile's.</summary>
    public string? Infver { get; set; }

    /// <summary>signType: signtype 签名类型, up to 10 characters. Default: the profile's; a body protection sets its own.</summary>
    public string? SignType { get; set; }

    /// <summary>timeoutSeconds: limit of one message, repeats of a query included. Default 90 s: a settlement can take minutes, and a limit that is too short only makes outcomes unknown.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(90);

    /// <summary>clockOffsetSeconds: added to this machine's clock in gateway timestamps and inf_time. Default 0.</summary>
    public int ClockOffsetSeconds { get; set; }

    /// <summary>corrections: path of the hospital's corrections to the edition, a JSON file.</summary>
    public string? Corrections { get; set; }

    /// <summary>codeLists: warn (default) or fail when a value is on no code list.</summary>
    public CodeListRule CodeLists { get; set; } = CodeListRule.Warn;

    /// <summary>batchSize: lines of one message; longer requests go out in chunks. 1 to 10000; default 100, no source states the center's limit.</summary>
    public int BatchSize { get; set; } = 100;

    /// <summary>signIn: where sign_no comes from.</summary>
    public SignInOptions SignIn { get; } = new();

    /// <summary>missingLineResult: accepted (default) or refused.</summary>
    public MissingLineRule MissingLineResult { get; set; } = MissingLineRule.Accepted;

    /// <summary>emptyFields: omit (default) or send.</summary>
    public EmptyFieldRule EmptyFields { get; set; } = EmptyFieldRule.Omit;

    /// <summary>messageIds: where message ids come from.</summary>
    public MessageIdOptions MessageIds { get; } = new();

    /// <summary>retry: repeats of queries and trials.</summary>
    public RetryOptions Retry { get; } = new();

    /// <summary>extraEnvelope: members added to every envelope (such as fixmedins_soft_fcty), or set in place of optional ones.</summary>
    public ExtraFields ExtraEnvelope { get; } = new();

    /// <summary>files: how files go to the center and come back.</summary>
    public FileTransferOptions Files { get; } = new();

    /// <summary>reconciliation: how the day's settlements are compared with the center's.</summary>
    public Reconciliation.ReconciliationOptions Reconciliation { get; } = new();

    /// <summary>traceCodes: which trace codes are taken, the account at 码上放心, and how the center's four-code query looks.</summary>
    public TraceCodes.TraceCodeOptions TraceCodes { get; } = new();

    /// <summary>mobilePayment: the channel to the provincial payment platform (6201 … 6401, 6302, 6204).</summary>
    public MobilePaymentOptions MobilePayment { get; } = new();

    /// <summary>Reads a JSON file. Secrets of the environment (INSURANCE_TOKEN, INSURANCE_PAASID, …) win over the file's.</summary>
    /// <param name="path">Path of the file; UTF-8, comments and trailing commas allowed.</param>
    /// <exception cref="ConfigurationException">The file cannot be read, a member is unknown, or a value is wrong; the setting is named.</exception>
    public static InsuranceOptions Load(string path) => SettingsFile.Load(path, System.Environment.GetEnvironmentVariable);

    /// <summary>Reads a section of a configuration, without reflection. The environment is read only as far as the configuration itself has it.</summary>
    /// <exception cref="ConfigurationException">A member is unknown, or a value is wrong; the setting is named.</exception>
    public static InsuranceOptions From(IConfiguration configuration)
    {
        var options = new InsuranceOptions();
        SettingsReader.Read(SettingsConfiguration.ToNode(configuration), options);
        return options;
    }

    /// <summary>Profile, institution and area; no secret.</summary>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, "{0} {1} {2}", Profile, InstitutionCode, Area);
}
