// Type traits of the compiler in signatures, and generic lambdas of every kind of template parameter.
template<class T> struct V { T t; };
template<class T> int f(V<__remove_const(T)> *, T *, V<__remove_const(T)> *) { return 0; }
template int f<const int>(V<int> *, const int *, V<int> *);
template<class T> void g(__decay(T) *, T &, __decay(T) *, __remove_reference_t(T) *) {}
template void g<int[3]>(int **, int (&)[3], int **, int (*)[3]);
template<class... T> void h(__remove_cvref(T)... , V<__make_unsigned(T)> *...) {}
template void h<int, long>(int, long, V<unsigned> *, V<unsigned long> *);
enum E : short {};
template<class T> __underlying_type(T) k(T, __underlying_type(T)) { return {}; }
template __underlying_type(E) k<E>(E, short);

template<class F> void use() {}
template<class T> struct One {};
inline void lambdas() {
  use<decltype([]<class T>(T *) {})>();
  use<decltype([]<class... T>(T *...) {})>();
  use<decltype([]<int N>() {})>();
  use<decltype([]<unsigned N, int (*P)(int), auto A>() {})>();
  use<decltype([]<int... N>() {})>();
  use<decltype([]<template<class> class Q>(Q<int>) {})>();
  use<decltype([](auto a, auto *...b) {})>();
}
void call() { lambdas(); }
