using System;
using System.Collections.Generic;

namespace Insurance.Sdk;

/// <summary>What a place does: edition of the standard, gateway, protection, defaults of envelope members.</summary>
/// <remarks>A default stands where the place's own text or a client seen there has the value; null must be configured.</remarks>
public sealed class InsuranceProfile
{
    private InsuranceProfile(string name, string edition, string? gateway, string urlShape, string protection)
    {
        Name = name;
        Edition = edition;
        Gateway = gateway;
        UrlShape = urlShape;
        Protection = protection;
    }

    /// <summary>Guangdong: x-tif gateway, number behind the prefix, no body protection. infver "V1.0" is Shenzhen's ("1.0.0" was seen in Guangzhou and Foshan),
    /// recer_sys_code "HIS" is Guangzhou's and Foshan's, signtype "SM3" is sent with an empty cainfo in Zhongshan (Shenzhen: ""). Ask the local center for all three.
    /// recer_admdvs is sent with the hospital's own area (one witness); extraEnvelope {"recer_admdvs": null} leaves it out.
    /// 9101 carries its file as an array of signed byte values, as clients in Foshan, Shenzhen and Zhongshan do; a sample of the province's platform uses multipart: ask.</summary>
    public static InsuranceProfile Guangdong { get; } = new("guangdong", "guangdong", "x-tif", "prefix", "none")
    {
        ContentType = "application/json",
        Infver = "V1.0",
        ReceiverSystem = "HIS",
        SignType = "SM3",
        SendsReceiverArea = true,
        UploadForm = "json",
    };

    /// <summary>Hunan: CSB gateway, one address, no body protection; text/plain as printed. recer_sys_code must be configured.</summary>
    public static InsuranceProfile Hunan { get; } = new("hunan", "hunan", "csb", "fixed", "none")
    {
        ContentType = "text/plain;charset=utf-8",
        Infver = "V1.0",
        SignType = "",
        UploadForm = "multipart",
    };

    /// <summary>Jilin: bearer token on one address, input sealed with SM4 and signed with SM2. One witness. recer_sys_code and infver must be configured,
    /// and the bearer token is the hospital's to fetch (setting token, or a gateway of its own).</summary>
    public static InsuranceProfile Jilin { get; } = new("jilin", "jilin", "none", "fixed", "sm2-sm4")
    {
        ContentType = "application/json",
        SignType = "SM2",
        UploadForm = "multipart",
    };

    /// <summary>Inner Mongolia: local adapter on one address, nothing signed. One witness. recer_sys_code and infver must be configured;
    /// signtype carries the kind of credential there and belongs into <see cref="CallOptions.ExtraEnvelope"/>.</summary>
    public static InsuranceProfile InnerMongolia { get; } = new("inner-mongolia", "inner-mongolia", "none", "fixed", "none")
    {
        ContentType = "application/json",
        SignType = "",
    };

    /// <summary>Any other place: edition base, nothing protected; gateway, infver and recer_sys_code must be configured.</summary>
    public static InsuranceProfile Custom { get; } = new("custom", "base", null, "fixed", "none")
    {
        ContentType = "application/json",
        SignType = "",
    };

    /// <summary>All built-in profiles.</summary>
    public static IReadOnlyList<InsuranceProfile> All { get; } = new[] { Guangdong, Hunan, Jilin, InnerMongolia, Custom };

    /// <summary>Name in the setting profile.</summary>
    public string Name { get; }

    /// <summary>Name of the edition of the standard.</summary>
    public string Edition { get; }

    /// <summary>Kind of gateway: x-tif, csb, none; null must be configured.</summary>
    public string? Gateway { get; }

    /// <summary>prefix: the number follows the base address; fixed: one address.</summary>
    public string UrlShape { get; }

    /// <summary>Kind of body protection: none, sm2-sm4.</summary>
    public string Protection { get; }

    /// <summary>Content type of requests.</summary>
    public string ContentType { get; private init; } = "application/json";

    /// <summary>infver 接口版本号; null must be configured.</summary>
    public string? Infver { get; private init; }

    /// <summary>recer_sys_code 接收方系统代码; null must be configured.</summary>
    public string? ReceiverSystem { get; private init; }

    /// <summary>signtype 签名类型.</summary>
    public string SignType { get; private init; } = "";

    /// <summary>True where recer_admdvs 接收方医保区划 goes out with the hospital's own area.</summary>
    public bool SendsReceiverArea { get; private init; }

    /// <summary>How 9101 carries its file: json, base64 or multipart.</summary>
    public string UploadForm { get; private init; } = "json";

    /// <summary>The profile with a name.</summary>
    /// <exception cref="ConfigurationException">No profile has the name.</exception>
    public static InsuranceProfile Find(string name)
    {
        var names = new List<string>();
        foreach (var profile in All)
        {
            if (string.Equals(profile.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return profile;
            }

            names.Add(profile.Name);
        }

        throw new ConfigurationException("profile", string.IsNullOrEmpty(name)
            ? "is required: " + string.Join(", ", names)
            : "is unknown; the nearest one is " + NearestName.Of(name, names));
    }

    /// <inheritdoc />
    public override string ToString() => Name;
}
