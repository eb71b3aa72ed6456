package kit

import "context"

// Background does work outside Fyne's goroutine and hands its result back there:
// post runs a function in Fyne's goroutine. What was begun is brought to its end.
func Background[T any](post func(func()), work func(context.Context) (T, error), done func(T, error)) {
	go func() {
		got, err := work(context.Background())
		post(func() { done(got, err) })
	}()
}

// Nothing is the result of work that only succeeds or fails.
type Nothing = struct{}

// Doing makes work of something that only succeeds or fails.
func Doing(do func(context.Context) error) func(context.Context) (Nothing, error) {
	return func(ctx context.Context) (Nothing, error) { return Nothing{}, do(ctx) }
}
