namespace Insurance.Sdk;

internal abstract class FieldVisitor
{
}
