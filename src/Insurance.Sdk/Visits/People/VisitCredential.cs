using System;

namespace Insurance.Sdk.Visits;

/// <summary>What the patient shows at the counter: mdtrt_cert_type 就诊凭证类型, mdtrt_cert_no 就诊凭证编号, card_sn 卡识别码. It is never stored.</summary>
/// <remarks>A token of an electronic certificate lapses: let the patient show it again for the settlement, do not keep the one of the registration.</remarks>
public sealed class VisitCredential
{
    /// <summary>Creates a credential of any type that the center knows, such as 99 for other papers in some cities.</summary>
    /// <param name="type">mdtrt_cert_type, 1 to 3 characters.</param>
    /// <param name="number">mdtrt_cert_no: token, identity number or card number.</param>
    /// <param name="cardSerial">card_sn: needed with type 03.</param>
    public VisitCredential(string type, string number, string? cardSerial = null)
    {
        Type = type ?? throw new ArgumentNullException(nameof(type));
        Number = number ?? throw new ArgumentNullException(nameof(number));
        CardSerial = cardSerial;
    }

    /// <summary>mdtrt_cert_type.</summary>
    public string Type { get; }

    /// <summary>mdtrt_cert_no. Personal.</summary>
    public string Number { get; }

    /// <summary>card_sn; null where there is none. Personal.</summary>
    public string? CardSerial { get; }

    /// <summary>01 医保电子凭证: the token that the scanner gave.</summary>
    public static VisitCredential ElectronicCertificate(string token) => new("01", token);

    /// <summary>02 居民身份证: the number.</summary>
    public static VisitCredential IdentityCard(string number) => new("02", number);

    /// <summary>03 社会保障卡: the number and the card's own mark.</summary>
    public static VisitCredential SocialSecurityCard(string number, string? cardSerial) => new("03", number, cardSerial);

    /// <summary>The type; numbers stay out of logs.</summary>
    public override string ToString() => "mdtrt_cert_type " + Type;
}
