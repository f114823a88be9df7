using System;
using Insurance.Sdk.Signing;

namespace Insurance.Sdk;

/// <summary>Secrets from the environment: they win over the file, so that a file can be kept without them.</summary>
internal static class SettingsEnvironment
{
    internal static void Apply(InsuranceOptions options, Func<string, string?> environment)
    {
        Set("INSURANCE_TOKEN", v => options.Token = v);
        Set("INSURANCE_PAASID", v => options.PaasId = v);
        Set("INSURANCE_ACCESSKEY", v => options.AccessKey = v);
        Set("INSURANCE_SECRETKEY", v => options.SecretKey = v);
        Set("INSURANCE_PROTECTION_PRIVATEKEY", v => (options.Protection ??= new ProtectionOptions()).PrivateKey = v);
        Set("INSURANCE_PROTECTION_PLATFORMPUBLICKEY", v => (options.Protection ??= new ProtectionOptions()).PlatformPublicKey = v);
        Set("INSURANCE_PROTECTION_USERID", v => (options.Protection ??= new ProtectionOptions()).UserId = v);
        Set("INSURANCE_PROTECTION_CLIENTID", v => (options.Protection ??= new ProtectionOptions()).ClientId = v);
        Set("INSURANCE_MOBILEPAYMENT_APPID", v => options.MobilePayment.AppId = v);
        Set("INSURANCE_MOBILEPAYMENT_APPSECRET", v => options.MobilePayment.AppSecret = v);
        Set("INSURANCE_MOBILEPAYMENT_PRIVATEKEY", v => options.MobilePayment.PrivateKey = v);
        Set("INSURANCE_MOBILEPAYMENT_PLATFORMPUBLICKEY", v => options.MobilePayment.PlatformPublicKey = v);
        Set("INSURANCE_MOBILEPAYMENT_USERID", v => options.MobilePayment.UserId = v);
        Set("INSURANCE_TRACEPLATFORM_APPKEY", v => options.TraceCodes.Platform.AppKey = v);
        Set("INSURANCE_TRACEPLATFORM_APPSECRET", v => options.TraceCodes.Platform.AppSecret = v);
        Set("INSURANCE_TRACEPLATFORM_SESSION", v => options.TraceCodes.Platform.Session = v);
        Set("INSURANCE_TRACEPLATFORM_REFENTID", v => options.TraceCodes.Platform.RefEntId = v);

        void Set(string name, Action<string> set)
        {
            if (environment(name) is { Length: > 0 } value)
            {
                set(value);
            }
        }
    }
}
