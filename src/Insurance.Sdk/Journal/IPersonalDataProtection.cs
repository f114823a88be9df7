namespace Insurance.Sdk.Journal;

/// <summary>Protects personal data in a store, so that a copy of the database does not give it away.</summary>
public interface IPersonalDataProtection
{
    /// <summary>Encrypts; the same data gives another result each time.</summary>
    byte[] Protect(byte[] plain);

    /// <summary>Decrypts what <see cref="Protect"/> gave.</summary>
    /// <exception cref="SignatureException">Another key, or the data were changed.</exception>
    byte[] Unprotect(byte[] sealedData);

    /// <summary>A value under which a key can be found again without showing it: the same value always gives the same text of at most 64 characters.</summary>
    string Blind(string value);
}
