using System;
using System.IO;
using System.Text;
using Insurance.Sdk.Cli;

// The console's own writers would put a byte-order mark or another encoding into what programs read.
using var input = Console.OpenStandardInput();
using var output = Console.OpenStandardOutput();
using var error = new StreamWriter(Console.OpenStandardError(), new UTF8Encoding(false)) { AutoFlush = true };
return await new Cli(TimeProvider.System, Environment.GetEnvironmentVariable, !Console.IsErrorRedirected).RunAsync(args, input, output, error).ConfigureAwait(false);
