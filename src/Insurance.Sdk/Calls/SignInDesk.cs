using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.Calls;

/// <summary>Automatic sign-in: one 9001 per operator at a time, kept for its lifetime.</summary>
internal sealed class SignInDesk
{
    internal const string Number = "9001";

    /// <summary>A refused sign-in is not tried again at once: a hospital's counters would storm the center.</summary>
    private static readonly TimeSpan CoolDown = TimeSpan.FromSeconds(30);

    private readonly RawCall _calls;
    private readonly SignInOptions _options;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    internal SignInDesk(RawCall calls, SignInOptions options, TimeProvider time)
    {
        _calls = calls;
        _options = options;
        _time = time;
    }

    internal async Task<string> GetAsync(Operator who, CancellationToken cancellationToken)
    {
        Entry entry;
        lock (_entries)
        {
            if (!_entries.TryGetValue(who.Code, out entry!) || entry.Until <= _time.GetUtcNow())
            {
                var mine = new Operator { Type = who.Type, Code = who.Code, Name = who.Name };
                var fresh = new Entry();
                fresh.SignNo = Task.Run(() => SignInAsync(mine, fresh), CancellationToken.None);
                _entries[who.Code] = entry = fresh;
            }
        }

        try
        {
            // The sign-in serves everybody who waits: one who leaves must not end it for the others.
            return await entry.SignNo.WaitAsync(Timeout.InfiniteTimeSpan, _time, cancellationToken).ConfigureAwait(false);
        }
        catch (InsuranceException e)
        {
            throw new NotProcessedException("Nothing was sent: the automatic sign-in (9001) failed", e) { RawText = e.RawText, HttpStatus = e.HttpStatus, Deviations = e.Deviations };
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested)
        {
            throw new CallCanceledException(false, null, cancellationToken, e);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new NotProcessedException("Nothing was sent: the automatic sign-in (9001) failed with " + e.GetType().Name, e);
        }
    }

    internal void Forget()
    {
        lock (_entries)
        {
            _entries.Clear();
        }
    }

    private async Task<string> SignInAsync(Operator who, Entry entry)
    {
        try
        {
            var answer = await _calls.RunAsync(Number, Input(who), new CallOptions { Operator = who }, skipCheck: false, CancellationToken.None).ConfigureAwait(false);
            var signNo = Find(answer.OutputJson)
                ?? throw new ProtocolException("The sign-in was accepted, but signinoutb.sign_no is missing") { RawText = answer.Receipt.RawText };
            SetUntil(entry, _options.Lifetime);
            return signNo;
        }
        catch (NotProcessedException e) when (e.HttpStatus == 0)
        {
            // Nothing reached anybody: the next call may try at once.
            SetUntil(entry, TimeSpan.Zero);
            throw;
        }
        catch
        {
            SetUntil(entry, CoolDown);
            throw;
        }
    }

    private void SetUntil(Entry entry, TimeSpan span)
    {
        lock (_entries)
        {
            entry.Until = _time.GetUtcNow() + span;
        }
    }

    private string Input(Operator who)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, WireJson.Writer))
        {
            json.WriteStartObject();
            json.WriteStartObject("signIn");
            json.WriteString("opter_no", who.Code);
            json.WriteString("mac", _options.Mac);
            json.WriteString("ip", _options.Ip);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <summary>sign_no of output.signinoutb; one city names the node result, and a row may come as a list.</summary>
    private static string? Find(string outputJson)
    {
        using var document = JsonDocument.Parse(outputJson);
        return FindIn(document.RootElement, 0);
    }

    private static string? FindIn(JsonElement element, int depth)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                return FindIn(item, depth);
            }
        }

        if (element.ValueKind != JsonValueKind.Object || depth > 2)
        {
            return null;
        }

        foreach (var member in element.EnumerateObject())
        {
            if (FieldName.Same(member.Name, "sign_no"))
            {
                var text = member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString() : member.Value.GetRawText();
                return string.IsNullOrWhiteSpace(text) || text == "null" ? null : text;
            }

            if (FindIn(member.Value, depth + 1) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private sealed class Entry
    {
        internal Task<string> SignNo { get; set; } = Task.FromResult("");

        internal DateTimeOffset Until { get; set; } = DateTimeOffset.MaxValue;
    }
}
