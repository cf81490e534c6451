using System.Reflection;
using System.Runtime.CompilerServices;

namespace Sluice.Engine.State;

/// <summary>The bytes of a plain value that none of its fields owns: what lies in them is chance.</summary>
internal static class Gaps
{
    private const BindingFlags Fields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>How many bytes of an element of an array of the type they are.</summary>
    public static int Of<T>()
        where T : unmanaged => Unsafe.SizeOf<T>() - Owned(typeof(T));

    private static int Owned(Type type) => type.IsPrimitive || type.IsEnum
        ? RuntimeHelpers.SizeOf(type.TypeHandle)
        : type.GetFields(Fields).Sum(field => Owned(field.FieldType));
}
