using System;
using System.Collections.Generic;
using System.Net.Http;
using Insurance.Sdk.Envelopes;
using Insurance.Sdk.Gateways;
using Insurance.Sdk.Simulation.Engine;

namespace Insurance.Sdk.Simulation.World;

/// <summary>What of the hospital survives its programs: its disks, its bills, and the ids that are used up.</summary>
internal sealed class Hospital
{
    internal const string Code = "H44088200999";

    internal JournalDisk Journal { get; } = new();

    internal VisitDisk Visits { get; } = new();

    internal Books Books { get; } = new();

    internal Unflushed Unflushed { get; } = new();

    internal List<Bill> Bills { get; } = new();

    /// <summary>Message ids of all programs: unique, and the same in every replay.</summary>
    internal sealed class Ids(Loop loop) : IMessageIdSource
    {
        private long _last;

        public string Next(string institutionCode)
        {
            var second = loop.Now.ToUnixTimeSeconds();
            _last = Math.Max(_last + 1, second * 10_000);
            return institutionCode + DateTimeOffset.FromUnixTimeSeconds(_last / 10_000).ToOffset(ChinaTime.Offset).ToString("yyyyMMddHHmmss", System.Globalization.CultureInfo.InvariantCulture)
                + (_last % 10_000).ToString("D4", System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    /// <summary>A gateway without headers: signatures have tests of their own.</summary>
    internal sealed class Gateway : IGateway
    {
        private readonly Dictionary<string, Uri> _addresses = new(StringComparer.Ordinal);

        public GatewayAttempt Prepare(string code, ReadOnlyMemory<byte> body)
        {
            if (!_addresses.TryGetValue(code, out var address))
            {
                _addresses[code] = address = new Uri(MockCenter.MockCenterHandler.BaseUri, "hgs/" + code);
            }

            return new GatewayAttempt(address, [], "application/json");
        }
    }
}
