namespace Insurance.Sdk;

internal sealed class RecordReader
{
}
