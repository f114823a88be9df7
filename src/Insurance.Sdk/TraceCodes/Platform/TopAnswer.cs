using System;
using System.Text.Json;

namespace Insurance.Sdk.TraceCodes;

/// <summary>The frame of the open platform's answers: <c>error_response</c>, or a member named after the method; simplified answers have neither.</summary>
internal static class TopAnswer
{
    /// <summary>What stands inside the frame.</summary>
    /// <exception cref="TracePlatformException">The platform answered an error.</exception>
    internal static JsonElement Unwrap(JsonElement root, Func<string, string> hide)
    {
        if (root.TryGetProperty("error_response", out var error))
        {
            throw Error(error, hide);
        }

        foreach (var member in root.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Object && member.Name.EndsWith("_response", StringComparison.Ordinal))
            {
                return member.Value;
            }
        }

        return !root.TryGetProperty("result", out _) && root.TryGetProperty("code", out _) && root.TryGetProperty("msg", out _) ? throw Error(root, hide) : root;
    }

    /// <summary>True where response_success, or success in its place, says so. Neither of them is no refusal.</summary>
    internal static bool IsSuccess(JsonElement result)
    {
        var said = PackageRelationReader.Text(result, "response_success") is { Length: > 0 } text ? text : PackageRelationReader.Text(result, "success");
        return said.Length == 0 || string.Equals(said, "true", StringComparison.OrdinalIgnoreCase) || said is "1" or "Y";
    }

    internal static TracePlatformException Refusal(JsonElement result, string requestId, Func<string, string> hide)
        => new(Of(result, "msg_code", hide), Of(result, "msg_info", hide), "", "", requestId);

    private static TracePlatformException Error(JsonElement error, Func<string, string> hide)
        => new(Of(error, "code", hide), Of(error, "msg", hide), Of(error, "sub_code", hide), Of(error, "sub_msg", hide), Of(error, "request_id", hide));

    private static string Of(JsonElement row, string name, Func<string, string> hide) => hide(PackageRelationReader.Text(row, name));
}
