using System;
using System.Globalization;
using Insurance.Sdk.Envelopes;

// Prints message ids, one a line: folder, institution code, how many (0: until killed), Unix second at which its clock stands still, block size.
// Several of these at once are what a hospital has with its services and windows programs on one machine.
var source = new MessageIdSource(
    new MessageIdOptions { Directory = args[0], BlockSize = int.Parse(args[4], CultureInfo.InvariantCulture) },
    new StandingClock(long.Parse(args[3], CultureInfo.InvariantCulture)));
var count = int.Parse(args[2], CultureInfo.InvariantCulture);
for (var i = 0; count == 0 || i < count; i++)
{
    Console.Out.WriteLine(source.Next(args[1]));
}

internal sealed class StandingClock(long second) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(second);
}
